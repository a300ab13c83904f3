package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * One SQLite connection: WAL, {@code synchronous=FULL}, schema by {@code user_version}. Of one thread, or guarded by its owner.
 *
 * <p>Source of the rules: sqlite.org/wal.html, sqlite.org/pragma.html; "Can Applications Recover from fsync Failures?" (ATC 2020) for
 * never trusting a connection after an I/O error.
 */
final class Database implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The size of a page: SQLite's default, said here because {@link DatabasePages} must not have to believe a damaged header. */
    static final int PAGE_BYTES = 4_096;

    /** What stays of the write-ahead log once it was larger, because a foreign reader held it open for instance; bytes. */
    private static final int WAL_BYTES_KEPT = 8 << 20;
    /** A file system with less than this has no room: SQLite's shared memory and log grow by up to 32 KiB at a time. */
    private static final long ROOM_BYTES = 64 << 10;
    /** What the driver needs to unpack its library. */
    private static final long DRIVER_BYTES = 4 << 20;
    private static final int FINDINGS_CHARS = 200;

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens for reading and writing, creates what is missing and checks the content.
     *
     * @param file the database; its directory must exist
     * @param steps the schema: step n leads from version n to n + 1
     * @throws StoreException {@code DAMAGED} if the content is not whole, {@code NEWER} if a newer Lintel wrote it
     */
    static Database open(Path file, List<String> steps) {
        return open(file, steps, Connector.DIRECT);
    }

    /** The same, reached in this way. */
    static Database open(Path file, List<String> steps, Connector connector) {
        loadDriver(file);
        // SQLite leaves directory troubles as "unable to open database file"; say it better, and keep the file to ourselves.
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.isDirectory(directory) && !Files.isWritable(directory)) {
            throw new StoreException(Kind.DENIED, "cannot write " + file + ": " + directory + " is read-only for this user; give it to"
                    + " the user that runs Lintel, remount it writable, or set state.directory to another place");
        }
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw ioTrouble("create", file, e);
        }
        Connection connection = connect(file, false, connector);
        Database database = new Database(file, connection);
        try {
            database.check();
            database.migrate(steps);
            return database;
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    /** Opens for reading only; empty while the database does not exist or has no content of the schema's version yet. */
    static Optional<Database> openReadOnly(Path file, int version, Connector connector) {
        loadDriver(file);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Database database = new Database(file, connect(file, true, connector));
        try {
            int found = database.number("PRAGMA user_version").intValue();
            if (found > version) {
                throw newer(file, found, version);
            }
            if (found < version) {
                database.close();
                return Optional.empty();
            }
            return Optional.of(database);
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    private static Connection connect(Path file, boolean readOnly, Connector connector) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(2_000);
        config.setReadOnly(readOnly);
        if (!readOnly) {
            config.setPageSize(PAGE_BYTES);
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setJournalSizeLimit(WAL_BYTES_KEPT);
        }
        try {
            return connector.connect(config, file);
        } catch (SQLException e) {
            throw translate("open", file, e);
        }
    }

    private void check() {
        List<String> findings = texts("PRAGMA quick_check(3)");
        if (!findings.equals(List.of("ok"))) {
            throw new StoreException(Kind.DAMAGED, file + " is damaged: " + oneLine(String.join("; ", findings)));
        }
    }

    private void migrate(List<String> steps) {
        int found = number("PRAGMA user_version").intValue();
        if (found > steps.size()) {
            throw newer(file, found, steps.size());
        }
        for (int version = found; version < steps.size(); version++) {
            String step = steps.get(version);
            int next = version + 1;
            transaction(() -> {
                for (String sql : step.split(";", -1)) {
                    if (!sql.isBlank()) {
                        execute(sql);
                    }
                }
                execute("PRAGMA user_version = " + next);
            });
        }
    }

    /**
     * Moves the write-ahead log into the database and begins it anew. After a failed sync the log may be whole in the kernel's memory
     * only, and a second sync would call it written: what is read from it is written again here, and nothing is appended to it.
     *
     * @throws StoreException {@code BUSY} if a reader holds it open
     */
    void rewriteLog() {
        if (number("PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
            throw new StoreException(Kind.BUSY, "cannot write " + file + ": a reader holds it open; writing goes on when it lets go");
        }
    }

    /** Empties the write-ahead log, so that what was overwritten is nowhere any more. */
    void forget() {
        number("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Runs in one transaction that is on disk when this returns. On any error nothing of it counts. */
    void transaction(Runnable work) {
        execute("BEGIN IMMEDIATE");
        try {
            work.run();
            execute("COMMIT");
        } catch (RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    /** Reads in one transaction, which sees nothing of what is written meanwhile. */
    void snapshot(Runnable work) {
        execute("BEGIN");
        try {
            work.run();
        } finally {
            rollBack();
        }
    }

    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors SQLite has rolled back by itself; and whoever sees the first error closes the connection.
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw translate("write", file, e);
        }
    }

    PreparedStatement prepare(String sql) {
        try {
            return connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw translate("use", file, e);
        }
    }

    /** The first column of the only row. */
    Long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0L;
        } catch (SQLException e) {
            throw translate("read", file, e);
        }
    }

    /** The first column of all rows. */
    List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new java.util.ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw translate("read", file, e);
        }
    }

    StoreException trouble(String doing, SQLException e) {
        return translate(doing, file, e);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing more can be done with it; the file is checked when it is opened next.
        }
    }

    /** Renames the database and its side files, whichever there are; returns where the database went. */
    static Path setAside(Path file, Instant now) {
        String suffix = ".damaged-" + STAMP.format(now);
        Path aside = beside(file, suffix);
        for (int n = 2; Files.exists(aside) || Files.exists(beside(aside, "-wal")); n++) {
            aside = beside(file, suffix + "-" + n);
        }
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                if (Files.exists(beside(file, part))) {
                    Files.move(beside(file, part), beside(aside, part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return aside;
        } catch (IOException e) {
            throw ioTrouble("set aside", file, e);
        }
    }

    /** Puts a closed database in the place of one that was set aside; what may be left there of that one goes aside, too. */
    static void putInPlace(Path fresh, Path file, Instant now) {
        if (Files.exists(beside(fresh, "-wal"))) {
            throw new StoreException(Kind.IO, "cannot write " + fresh + ": its log did not go into it when it was closed");
        }
        if (Files.exists(beside(file, "-wal")) || Files.exists(beside(file, "-shm"))) {
            setAside(file, now); // another database's log would be played into this one
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ioTrouble("put in place", file, e);
        }
    }

    /** Removes a database that nobody needs, with its side files. */
    static void delete(Path file) {
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(beside(file, part));
            }
        } catch (IOException e) {
            throw ioTrouble("delete", file, e);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * Loads the driver's native library before a connection needs it: one that fails inside a connection cannot be loaded again by this
     * process. Where the program does not bring the library, the driver unpacks it; {@code /tmp} may be mounted noexec, the state
     * directory is ours.
     */
    private static void loadDriver(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.isWritable(directory) && System.getProperty("org.sqlite.tmpdir") == null) {
            System.setProperty("org.sqlite.tmpdir", directory.toString());
        }
        try {
            if (SQLiteJDBCLoader.initialize()) {
                return;
            }
        } catch (Exception | LinkageError e) {
            throw noRoom(file, DRIVER_BYTES) ? full(file, e) : driverless(String.valueOf(e.getMessage()), e);
        }
        throw driverless("it refuses", new IllegalStateException("not loaded"));
    }

    private static StoreException driverless(String why, Throwable e) {
        return new StoreException(Kind.OTHER, "cannot load SQLite's library: " + oneLine(why) + "; install Lintel again", e);
    }

    /** SQLite's findings have several lines, and may have many. */
    private static String oneLine(String text) {
        String flat = text.replaceAll("\\s*\\R\\s*", " ").strip();
        return flat.length() <= FINDINGS_CHARS ? flat : flat.substring(0, FINDINGS_CHARS) + " …";
    }

    private static StoreException newer(Path file, int found, int known) {
        return new StoreException(Kind.NEWER, file + " was written by a newer Lintel (schema " + found + ", this one knows "
                + known + "); install that version again, or move the file away");
    }

    private static StoreException ioTrouble(String doing, Path file, IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return new StoreException(Kind.DENIED, "cannot " + doing + " " + file + ": permission denied; give its directory to the"
                    + " user that runs Lintel", e);
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return new StoreException(Kind.IO, "cannot " + doing + " " + file + ": its directory does not exist; create it", e);
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left")) {
            return full(file, e);
        }
        if (message.contains("Read-only file system")) {
            return new StoreException(Kind.DENIED, "cannot " + doing + " " + file + ": the file system is read-only; remount it"
                    + " writable or set state.directory to another place", e);
        }
        return new StoreException(Kind.IO, "cannot " + doing + " " + file + ": " + message, e);
    }

    private static StoreException translate(String doing, Path file, SQLException e) {
        int code = (e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode()) & 0xff;
        String what = "cannot " + doing + " " + file + ": ";
        // Primary result codes, sqlite.org/rescode.html; the higher bits say more exactly what.
        return switch (code) {
            case 13 -> full(file, e);
            case 5, 6 -> new StoreException(Kind.BUSY, what + "another process holds it; is a second daemon running?", e);
            case 11, 26 -> new StoreException(Kind.DAMAGED, what + "it is damaged (" + name(e) + ")", e);
            case 8, 23 -> new StoreException(Kind.DENIED, what + "it is read-only (" + name(e) + "); make file and directory"
                    + " writable for the user that runs Lintel", e);
            // A full disk also shows as shared memory that cannot grow, a log that cannot be opened, a library that cannot be unpacked.
            default -> noRoom(file, ROOM_BYTES) ? full(file, e) : other(code, what, e);
        };
    }

    private static StoreException other(int code, String what, SQLException e) {
        return switch (code) {
            case 10 -> new StoreException(Kind.IO, what + "the disk failed (" + name(e) + "); check the card and the kernel's log", e);
            case 3, 14 -> new StoreException(Kind.DENIED, what + "it cannot be opened (" + name(e) + "); check that the directory"
                    + " exists and belongs to the user that runs Lintel", e);
            default -> new StoreException(Kind.OTHER, what + e.getMessage(), e);
        };
    }

    /** Whatever was being done, it is writing that needs room: opening and even reading make a log and its index. */
    private static StoreException full(Path file, Throwable e) {
        return new StoreException(Kind.FULL, "cannot write " + file + ": no space left; free some, writing goes on by itself", e);
    }

    private static boolean noRoom(Path file, long bytes) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            return directory != null && Files.getFileStore(directory).getUsableSpace() < bytes;
        } catch (IOException e) {
            return false; // the first error says enough
        }
    }

    private static String name(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : String.valueOf(e.getErrorCode());
    }
}
