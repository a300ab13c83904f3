package io.lintel.daemon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The rows of an open journal. Of its owner's thread; changes in a transaction of its owner's. */
final class JournalTable {
    private final Database open;

    JournalTable(Database open) {
        this.open = open;
    }

    void insert(JournalEntry entry) {
        try (PreparedStatement insert = open.prepare("INSERT INTO event (" + JournalSchema.COLUMNS + ") VALUES (?, ?, ?, ?, ?)")) {
            JournalSchema.bind(insert, entry);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    Optional<JournalEntry> byId(UUID id) {
        try (PreparedStatement select = open.prepare("SELECT " + JournalSchema.COLUMNS + " FROM event WHERE id = ?")) {
            select.setBytes(1, JournalSchema.bytes(id));
            return first(select);
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    Optional<JournalEntry> bySeq(long seq) {
        try (PreparedStatement select = open.prepare("SELECT " + JournalSchema.COLUMNS + " FROM event WHERE seq = ?")) {
            select.setLong(1, seq);
            return first(select);
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    Optional<JournalEntry> newest() {
        try (PreparedStatement select =
                open.prepare("SELECT " + JournalSchema.COLUMNS + " FROM event ORDER BY seq DESC LIMIT 1")) {
            return first(select);
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** The oldest event's number, 0 if there is none. */
    long oldest() {
        return open.number("SELECT coalesce(min(seq), 0) FROM event");
    }

    private static Optional<JournalEntry> first(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(JournalSchema.entry(rows)) : Optional.empty();
        }
    }

    /** Notes that everything up to here is delivered. */
    void ack(long upTo) {
        open.execute("UPDATE delivery SET acked = " + upTo);
    }

    /** Events after this number, up to and including that one. */
    long count(long after, long upTo) {
        return open.number("SELECT count(*) FROM event WHERE seq > " + after + " AND seq <= " + upTo);
    }

    void park(long seq, String reason) {
        try (PreparedStatement insert = open.prepare("INSERT OR REPLACE INTO parked (seq, reason) VALUES (?, ?)")) {
            insert.setLong(1, seq);
            insert.setString(2, reason);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }
}
