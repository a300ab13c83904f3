package io.lintel.daemon.store;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.StampedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What can be read of a damaged journal. Looks at every page by itself, believes nothing that does not fit together, and carries over
 * as they are (number, id, bytes) the events that are intact and not yet delivered, and what the {@link JournalMemory} holds.
 *
 * <p>Intact means: the row's number, id, time and type are those in the event's own bytes, and the event after it, if that one is
 * intact, carries its hash.
 *
 * <p>Memory stays bounded: the pages are gone through twice, once for the marks and once for the events. Of one thread.
 */
final class Salvage {
    /**
     * By how much the numbers leap when nobody knows which were used last: more than a door writes in years. A hub that has seen the
     * lost events never sees one of their numbers again with another id.
     */
    static final long LEAP = 1_000_000;

    /** No door counts that far; a number beyond was never written. */
    private static final long SEQ_MAX = 1L << 50;

    /** Ranges named at most; the event that names them must stay below {@link EventCodec#EVENT_BYTES_MAX}. */
    private static final int RANGES_MAX = 500;

    private final DatabasePages pages;
    private final EventCodec codec = new EventCodec();
    private long highest;
    private long newestSeq;
    private String newestHash = HashChain.GENESIS;
    private final List<Long> ackedSeen = new ArrayList<>();

    private Salvage(DatabasePages pages) {
        this.pages = pages;
    }

    /**
     * What became of the events.
     *
     * @param carried how many are in the new journal now
     * @param missing the numbers that will never come, {@code "41-58 77"}; empty if there are none; ends in {@code …} if there are more
     * @param acked everything up to here was delivered; empty if that cannot be read
     * @param last the number after which the new journal goes on
     * @param head the hash of the event with that number, or {@link HashChain#GENESIS} if nobody knows it
     */
    record Result(long carried, String missing, OptionalLong acked, long last, String head) {}

    /**
     * Carries over what there is.
     *
     * @param damaged the damaged database, closed; it is only read
     * @param fresh an empty journal, in a transaction
     * @param known where the journal stood when this process last read or wrote it
     * @param leapTo a number from which on none can have been used if nothing at all can be read
     */
    static Result carry(Path damaged, Database fresh, Known known, long leapTo) {
        try (DatabasePages pages = DatabasePages.open(damaged)) {
            Salvage salvage = new Salvage(pages);
            salvage.readMarks();
            OptionalLong acked = salvage.acked(known);
            salvage.copy(fresh, acked.orElse(0), known);
            salvage.removeAltered(fresh);
            return salvage.result(fresh, acked, known, leapTo);
        } catch (SQLException e) {
            throw fresh.trouble("write", e);
        }
    }

    /**
     * What this process, or the journal's seal, knows of the journal.
     *
     * @param lastSeq the newest event's number; 0 if it has not read or written any
     * @param head that event's hash
     * @param acked everything up to here was delivered
     * @param delivered whether events are delivered at all
     */
    record Known(long lastSeq, String head, long acked, boolean delivered) {
        /** Whether this is an altered newest event. */
        private boolean denies(JournalEntry entry) {
            return lastSeq > 0 && entry.seq() == lastSeq && !HashChain.hash(entry.body()).equals(head);
        }
    }

    private void readMarks() {
        // From the end, where the newest are, so that few have to be decoded.
        for (int number = pages.count(); number > 0; number--) {
            DatabaseRow.each(pages, number, row -> {
                if (isDelivery(row)) {
                    ackedSeen.add(row.integer(1));
                } else if (isIndexOfIds(row)) {
                    used(row.integer(1));
                } else if (row.rowid() > newestSeq) {
                    event(row).ifPresent(entry -> {
                        used(entry.seq());
                        newestSeq = entry.seq();
                        newestHash = HashChain.hash(entry.body());
                    });
                }
            });
        }
    }

    private void used(long seq) {
        if (seq <= SEQ_MAX) {
            highest = Math.max(highest, seq);
        }
    }

    private OptionalLong acked(Known known) {
        if (known.lastSeq() > 0) {
            return OptionalLong.of(known.acked());
        }
        // A mark beyond every event was not written by Lintel.
        return ackedSeen.stream().mapToLong(Long::longValue).filter(mark -> mark >= 0 && mark <= highest).max();
    }

    private void copy(Database fresh, long acked, Known known) throws SQLException {
        try (PreparedStatement event = fresh.prepare(
                        "INSERT OR IGNORE INTO event (" + JournalSchema.COLUMNS + ") VALUES (?, ?, ?, ?, ?)");
                PreparedStatement memory = fresh.prepare(JournalMemory.INSERT);
                PreparedStatement parked = fresh.prepare("INSERT OR IGNORE INTO parked (seq, reason) VALUES (?, ?)")) {
            Consumer<DatabaseRow> keep = row -> {
                try {
                    if (isParked(row) && row.rowid() > acked) {
                        parked.setLong(1, row.rowid());
                        parked.setString(2, row.text(1));
                        parked.executeUpdate();
                    }
                    Optional<JournalEntry> entry = event(row).filter(each -> each.seq() > acked && !known.denies(each));
                    if (entry.isPresent()) {
                        JournalSchema.bind(event, entry.get());
                        event.executeUpdate();
                    }
                    Optional<JournalEntry> remembered = remembered(row);
                    if (remembered.isPresent()) {
                        JournalSchema.bind(memory, remembered.get());
                        memory.setString(6, row.text(5));
                        memory.executeUpdate();
                    }
                } catch (SQLException e) {
                    throw fresh.trouble("write", e);
                }
            };
            for (int number = 1; number <= pages.count(); number++) {
                DatabaseRow.each(pages, number, keep);
            }
        }
    }

    /** From the newest to the oldest: an event whose successor is intact and carries another hash is not what was written. */
    private void removeAltered(Database fresh) throws SQLException {
        List<Long> altered = new ArrayList<>();
        try (PreparedStatement select = fresh.prepare("SELECT seq, body FROM event ORDER BY seq DESC");
                ResultSet rows = select.executeQuery()) {
            long next = 0;
            String successor = "";
            while (rows.next()) {
                long seq = rows.getLong(1);
                byte[] body = rows.getBytes(2);
                // Quotes inside JSON strings are escaped, so this can only be the key; decoding all of them again would take long.
                if (seq == next - 1 && !successor.contains("\"prev\":\"" + HashChain.hash(body) + '"')) {
                    altered.add(seq);
                    continue;
                }
                next = seq;
                successor = new String(body, StandardCharsets.ISO_8859_1);
            }
        }
        altered.forEach(seq -> fresh.execute("DELETE FROM event WHERE seq = " + seq));
        fresh.execute("DELETE FROM parked WHERE seq NOT IN (SELECT seq FROM event)");
    }

    private Result result(Database fresh, OptionalLong acked, Known known, long leapTo) throws SQLException {
        long used = Math.max(known.lastSeq(), highest);
        // This process knows what it wrote, but for one batch whose outcome it does not; otherwise SQLite's own way must lead there.
        boolean certain = known.lastSeq() > 0
                ? used <= known.lastSeq() + Journal.BATCH_MAX
                : used > 0 && newestSeq == used
                        && DatabaseRow.lastKey(pages, JournalSchema.EVENT_ROOT).filter(key -> key == newestSeq).isPresent();
        long last = certain ? used : used == 0 ? Math.max(LEAP, leapTo) : used + LEAP;
        String head = !certain ? HashChain.GENESIS
                : known.lastSeq() == used ? known.head()
                : newestSeq == used ? newestHash
                : HashChain.GENESIS;
        long carried = fresh.number("SELECT count(*) FROM event");
        return new Result(carried, missing(fresh, known.delivered(), acked, last), acked, last, head);
    }

    private static String missing(Database fresh, boolean delivered, OptionalLong acked, long last) throws SQLException {
        List<String> ranges = new ArrayList<>();
        // Without the mark, or where nothing is ever delivered, what was before the first event may just as well have been pruned.
        long next = delivered && acked.isPresent()
                ? acked.getAsLong() + 1
                : fresh.number("SELECT coalesce(min(seq), 1) FROM event");
        try (PreparedStatement select = fresh.prepare("SELECT seq FROM event ORDER BY seq");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long seq = rows.getLong(1);
                if (seq > next && ranges.size() == RANGES_MAX) {
                    return String.join(" ", ranges) + " …";
                }
                if (seq > next) {
                    ranges.add(range(next, seq - 1));
                }
                next = seq + 1;
            }
        }
        if (next <= last) {
            ranges.add(range(next, last));
        }
        return String.join(" ", ranges);
    }

    private static String range(long from, long to) {
        return from == to ? Long.toString(from) : from + "-" + to;
    }

    private Optional<JournalEntry> event(DatabaseRow row) {
        return row.columns().size() == 5 ? entry(row) : Optional.empty();
    }

    private Optional<JournalEntry> remembered(DatabaseRow row) {
        return row.columns().size() == 6 && row.isText(5) ? entry(row) : Optional.empty();
    }

    private Optional<JournalEntry> entry(DatabaseRow row) {
        if (!row.isNull(0) || row.types().get(1) != 44 || !row.isInteger(2) || !row.isText(3)
                || !row.isBlob(4)) {
            return Optional.empty();
        }
        try {
            byte[] body = row.blob(4);
            StampedEvent read = codec.decode(body);
            EventStamp stamp = read.stamp();
            JournalEntry entry = new JournalEntry(
                    row.rowid(), JournalSchema.uuid(row.blob(1)), read.event().time(), read.event().type().type(), body);
            boolean fits = stamp.seq() == row.rowid() && row.rowid() <= SEQ_MAX
                    && stamp.id().equals(entry.id())
                    && read.event().time().toEpochMilli() == row.integer(2)
                    && entry.type().equals(row.text(3));
            return fits ? Optional.of(entry) : Optional.empty();
        } catch (EventFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isDelivery(DatabaseRow row) {
        return row.columns().size() == 2 && row.rowid() == 1 && row.isNull(0) && row.isInteger(1);
    }

    private static boolean isParked(DatabaseRow row) {
        return row.columns().size() == 2 && row.rowid() > 0 && row.isNull(0) && row.isText(1);
    }

    private static boolean isIndexOfIds(DatabaseRow row) {
        return row.columns().size() == 2 && row.rowid() == 0 && row.types().getFirst() == 44 && row.isInteger(1);
    }
}
