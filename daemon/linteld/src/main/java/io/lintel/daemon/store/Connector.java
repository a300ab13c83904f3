package io.lintel.daemon.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** How a database file is reached; a simulation puts a disk in between that stalls, fills up, fails and loses power. */
@FunctionalInterface
public interface Connector {
    /** SQLite itself. */
    Connector DIRECT = (settings, file) -> settings.createConnection("jdbc:sqlite:" + file);

    /**
     * A fresh connection, for its opener alone.
     *
     * @param settings how SQLite is to treat the file
     * @throws SQLException with SQLite's result code
     */
    Connection connect(SQLiteConfig settings, Path file) throws SQLException;
}
