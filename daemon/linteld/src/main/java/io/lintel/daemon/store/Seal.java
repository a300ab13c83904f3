package io.lintel.daemon.store;

import io.lintel.core.event.HashChain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The two ends of a journal, authenticated. The chain of hashes binds all events to the newest, but not the newest to anything, nor does
 * it tell where the journal begins: so whoever holds the disk could change the newest event, cut off the newest or the oldest, or write
 * the whole chain anew. The seal is renewed in the transaction of every append and every pruning.
 *
 * <p>Its key lies in the register of people, sealed by that one's data key. So it stops whoever can write the disk but not read the key
 * file (a credential of systemd's). It does not stop whoever has the key file too, nor whoever puts back a whole older state of the disk:
 * both show at the hub, which has the events.
 *
 * @param seq the newest event's number, 0 if there is none
 * @param head that event's hash, {@link HashChain#GENESIS} if there is none
 * @param first the number of the oldest event that is kept, or the next one's if there is none
 * @param code authenticates the others
 */
record Seal(long seq, String head, long first, String code) {
    /** The schema's part. */
    static final String SCHEMA = """
            CREATE TABLE seal (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                seq INTEGER NOT NULL,
                head TEXT NOT NULL,
                first INTEGER NOT NULL,
                code TEXT NOT NULL
            ) STRICT
            """;

    static Seal of(SealKey key, long seq, String head, long first) {
        return new Seal(seq, head, first, key.code(text(seq, head, first)));
    }

    /** Whether it was made with this key, and is as it was made. */
    boolean fits(SealKey key) {
        return MessageDigest.isEqual(
                key.code(text(seq, head, first)).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
    }

    /** No field can run into the next: there are only digits and hex between the bars. */
    private static String text(long seq, String head, long first) {
        return "lintel/journal-seal/1|" + seq + "|" + head + "|" + first;
    }

    /** Replaces the one that is there; in a transaction of its caller's. */
    void write(Database open) {
        try (PreparedStatement insert =
                open.prepare("INSERT OR REPLACE INTO seal (one, seq, head, first, code) VALUES (1, ?, ?, ?, ?)")) {
            insert.setLong(1, seq);
            insert.setString(2, head);
            insert.setLong(3, first);
            insert.setString(4, code);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    static Optional<Seal> read(Database open) {
        try (PreparedStatement select = open.prepare("SELECT seq, head, first, code FROM seal");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Seal(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }
}
