package io.lintel.simulate.disk;

import io.lintel.daemon.store.Connector;
import io.lintel.simulate.site.Dice;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The disk under one world's journal. SQLite works on real files in memory; the disk stands between it and the daemon and decides at
 * each statement what becomes of it, as SQLite's own crash tests do one layer below: refused, done but reported as failed, done late, or
 * cut off, with what was being written torn sector by sector. The process then ends; what it had written before is there, as
 * {@code synchronous=FULL} promises, and nothing else.
 *
 * <p>Also a witness: it remembers every event whose commit it reported as done. Of one thread.
 */
public final class SimDisk implements Connector {
    /** SQLite's primary result codes for what can go wrong. */
    private static final int IOERR = 10;

    private static final int FULL = 13;

    /** What is wrong with it. */
    public enum Trouble {
        /** Nothing. */
        NONE,
        /** There is no room: whatever is to be written is refused. */
        FULL,
        /** Some reads and writes fail. */
        FAILS,
        /** Some commits are done and reported as failed. */
        DOUBTFUL
    }

    /** How the process ends at a write. */
    public enum End {
        /** Nothing of it is on disk. */
        BEFORE,
        /** Some of it is. */
        TORN,
        /** All of it is, but nobody was told. */
        AFTER
    }

    private final Path database;
    private final Dice dice;
    private final LongConsumer stall;
    private final Consumer<Row> witness;
    private final List<Connection> open = new ArrayList<>();
    private final List<Row> uncommitted = new ArrayList<>();
    private final Map<Long, Row> durable = new TreeMap<>();
    private Trouble trouble = Trouble.NONE;
    private long slowMillis;
    private long commits;
    private long endAt = -1;
    private End end = End.BEFORE;
    private boolean dead;
    private boolean inTransaction;
    private Optional<Image> left = Optional.empty();

    /**
     * A disk in good order.
     *
     * @param database the journal's file
     * @param stall holds up the process's journal for so many nanoseconds
     * @param witness hears of every event whose commit is reported as done
     */
    public SimDisk(Path database, Dice dice, LongConsumer stall, Consumer<Row> witness) {
        this.database = database;
        this.dice = dice;
        this.stall = stall;
        this.witness = witness;
    }

    /** Something is wrong from now on, or nothing any more. */
    public void trouble(Trouble now) {
        trouble = now;
    }

    /** Each commit takes up to so long from now on; 0 for no time at all. */
    public void slow(long millis) {
        slowMillis = millis;
    }

    /** The process ends at the n-th commit from now, 1 being the next. */
    public void endAt(int commit, End how) {
        endAt = commits + commit;
        end = how;
    }

    /** Nothing is wrong any more, and the process does not end. */
    public void heal() {
        trouble = Trouble.NONE;
        slowMillis = 0;
        endAt = -1;
    }

    /** Whether everything works as it should. */
    public boolean healthy() {
        return trouble == Trouble.NONE && slowMillis == 0 && !dead;
    }

    /** Whether the process has ended here. */
    public boolean dead() {
        return dead;
    }

    /** Every event whose commit was reported as done, by number. */
    public Map<Long, Row> durable() {
        return durable;
    }

    /** The process is no more: what it left behind is there for the next one. */
    public void abandon() {
        dead = true;
        Image image = left.orElseGet(() -> Image.of(database));
        // The last connection to close would tidy up, which a dead process does not.
        for (Connection connection : open) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The image is what counts.
            }
        }
        open.clear();
        image.restore(database);
        left = Optional.empty();
        endAt = -1;
        uncommitted.clear();
        inTransaction = false;
        dead = false;
    }

    @Override
    public Connection connect(SQLiteConfig settings, Path file) throws SQLException {
        requireAlive();
        if (trouble == Trouble.FAILS && dice.chance(0.3)) {
            throw failed(IOERR);
        }
        Connection connection = DIRECT.connect(settings, file);
        open.add(connection);
        boolean reads = (settings.getOpenModeFlags() & SQLiteOpenMode.READONLY.flag) != 0;
        return reads ? connection : Intercepted.connection(connection, this);
    }

    // --- what the statements of the writing connection ask ---

    /** Before a statement that only reads. */
    void reading() throws SQLException {
        requireAlive();
        if (trouble == Trouble.FAILS && dice.chance(0.05)) {
            throw failed(IOERR);
        }
    }

    /** A statement that writes; outside of a transaction it is one by itself. */
    @Nullable Object writing(String sql, Intercepted.Work work) throws Throwable {
        requireAlive();
        if (sql.startsWith("BEGIN")) {
            @Nullable Object result = work.run();
            inTransaction = true;
            uncommitted.clear();
            return result;
        }
        if (sql.startsWith("ROLLBACK")) {
            inTransaction = false;
            uncommitted.clear();
            return work.run();
        }
        if (sql.startsWith("COMMIT") || !inTransaction) {
            @Nullable Object result = commit(work);
            inTransaction = false;
            return result;
        }
        if (trouble == Trouble.FULL || (trouble == Trouble.FAILS && dice.chance(0.3))) {
            throw failed(trouble == Trouble.FULL ? FULL : IOERR);
        }
        return work.run();
    }

    /** An event is being written. */
    void inserting(long seq, byte[] id, byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(id);
        uncommitted.add(new Row(seq, new UUID(bytes.getLong(), bytes.getLong()), body));
    }

    private @Nullable Object commit(Intercepted.Work work) throws Throwable {
        commits++;
        if (slowMillis > 0) {
            stall.accept(dice.millis(1, slowMillis));
        }
        if (commits == endAt) {
            throw ended(work);
        }
        if (trouble == Trouble.FULL || (trouble == Trouble.FAILS && dice.chance(0.5))) {
            throw failed(trouble == Trouble.FULL ? FULL : IOERR);
        }
        @Nullable Object result = work.run();
        if (trouble == Trouble.DOUBTFUL && dice.chance(0.5)) {
            throw failed(IOERR);
        }
        uncommitted.forEach(row -> durable.put(row.seq(), row));
        uncommitted.forEach(witness);
        uncommitted.clear();
        return result;
    }

    private PowerCut ended(Intercepted.Work work) throws Throwable {
        switch (end) {
            case BEFORE -> left = Optional.of(Image.of(database));
            case TORN -> {
                Image before = Image.of(database);
                work.run();
                left = Optional.of(before.torn(Image.of(database), dice));
            }
            case AFTER -> {
                work.run();
                left = Optional.of(Image.of(database));
            }
        }
        dead = true;
        return new PowerCut();
    }

    private void requireAlive() throws SQLException {
        if (dead) {
            throw failed(IOERR);
        }
    }

    private static SQLException failed(int code) {
        return new SQLException(code == FULL ? "database or disk is full" : "disk I/O error", null, code);
    }
}
