package io.lintel.daemon.store;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The journal's tables. {@code event.seq} is gap-free until old rows are pruned from the low end. */
final class JournalSchema {
    static final List<String> STEPS = List.of(
            """
            CREATE TABLE event (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                time_ms INTEGER NOT NULL,
                type TEXT NOT NULL,
                body BLOB NOT NULL
            ) STRICT;
            CREATE TABLE parked (seq INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT;
            CREATE TABLE delivery (one INTEGER PRIMARY KEY CHECK (one = 1), acked INTEGER NOT NULL) STRICT;
            INSERT INTO delivery VALUES (1, 0)
            """,
            JournalMemory.SCHEMA,
            Seal.SCHEMA);

    /** The page on which the table of events begins: the first that {@link #STEPS} makes. */
    static final int EVENT_ROOT = 2;

    /** What {@link #entry} reads. */
    static final String COLUMNS = "seq, id, time_ms, type, body";

    private JournalSchema() {}

    static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong(1), uuid(row.getBytes(2)), Instant.ofEpochMilli(row.getLong(3)), row.getString(4), row.getBytes(5));
    }

    /** Sets the parameters for {@link #COLUMNS}. */
    static void bind(PreparedStatement insert, JournalEntry entry) throws SQLException {
        insert.setLong(1, entry.seq());
        insert.setBytes(2, bytes(entry.id()));
        insert.setLong(3, entry.time().toEpochMilli());
        insert.setString(4, entry.type());
        insert.setBytes(5, entry.body());
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
