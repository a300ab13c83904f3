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
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * One SQLite connection: WAL, {@code synchronous=FULL}, schema by {@code user_version}. Of one thread, or guarded by its owner.
 *
 * <p>Source of the rules: sqlite.org/wal.html, sqlite.org/pragma.html; "Can Applications Recover from fsync Failures?" (ATC 2020) for
 * never trusting a connection after an I/O error.
 */
final class Database implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

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
        useDirectoryForNatives(file);
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
        Connection connection = connect(file, false);
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

    /** Opens for reading only; the database must exist and have the schema's version. */
    static Database openReadOnly(Path file, int version) {
        useDirectoryForNatives(file);
        if (!Files.exists(file)) {
            throw new StoreException(Kind.IO, file + " is not there; it is created when the daemon first starts");
        }
        Database database = new Database(file, connect(file, true));
        try {
            int found = database.number("PRAGMA user_version").intValue();
            if (found > version) {
                throw newer(file, found, version);
            }
            if (found < version) {
                throw new StoreException(Kind.IO, file + " has no content yet; start the daemon once");
            }
            return database;
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    private static Connection connect(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(2_000);
        config.setReadOnly(readOnly);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        }
        try {
            return config.createConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw translate("open", file, e);
        }
    }

    private void check() {
        List<String> findings = texts("PRAGMA quick_check(3)");
        if (!findings.equals(List.of("ok"))) {
            throw new StoreException(Kind.DAMAGED, file + " is damaged: " + String.join("; ", findings));
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

    /** Renames the database and its side files; returns where the database went. */
    static Path setAside(Path file, Instant now) {
        String suffix = ".damaged-" + STAMP.format(now);
        Path aside = file.resolveSibling(file.getFileName() + suffix);
        for (int n = 2; Files.exists(aside); n++) {
            aside = file.resolveSibling(file.getFileName() + suffix + "-" + n);
        }
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            for (String side : List.of("-wal", "-shm")) {
                Path from = file.resolveSibling(file.getFileName() + side);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + side), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return aside;
        } catch (IOException e) {
            throw ioTrouble("set aside", file, e);
        }
    }

    /** The driver unpacks its native library; {@code /tmp} may be mounted noexec, the state directory is ours. */
    private static void useDirectoryForNatives(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.isWritable(directory) && System.getProperty("org.sqlite.tmpdir") == null) {
            System.setProperty("org.sqlite.tmpdir", directory.toString());
        }
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
            return new StoreException(Kind.FULL, "cannot " + doing + " " + file + ": no space left; free some", e);
        }
        if (message.contains("Read-only file system")) {
            return new StoreException(Kind.DENIED, "cannot " + doing + " " + file + ": the file system is read-only; remount it"
                    + " writable or set state.directory to another place", e);
        }
        return new StoreException(Kind.IO, "cannot " + doing + " " + file + ": " + message, e);
    }

    private static StoreException translate(String doing, Path file, SQLException e) {
        int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
        String what = "cannot " + doing + " " + file + ": ";
        // Primary result codes, sqlite.org/rescode.html; the higher bits say more exactly what.
        return switch (code & 0xff) {
            case 13 -> new StoreException(Kind.FULL, what + "no space left; free some, writing goes on by itself", e);
            case 10 -> new StoreException(Kind.IO, what + "the disk failed (" + name(e) + "); check the card and the kernel's log", e);
            case 8, 23 -> new StoreException(Kind.DENIED, what + "it is read-only (" + name(e) + "); make file and directory"
                    + " writable for the user that runs Lintel", e);
            case 3, 14 -> new StoreException(Kind.DENIED, what + "it cannot be opened (" + name(e) + "); check that the directory"
                    + " exists, has room and belongs to the user that runs Lintel", e);
            case 5, 6 -> new StoreException(Kind.BUSY, what + "another process holds it; is a second daemon running?", e);
            case 11, 26 -> new StoreException(Kind.DAMAGED, what + "it is damaged (" + name(e) + ")", e);
            default -> new StoreException(Kind.OTHER, what + e.getMessage(), e);
        };
    }

    private static String name(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : String.valueOf(e.getErrorCode());
    }
}
