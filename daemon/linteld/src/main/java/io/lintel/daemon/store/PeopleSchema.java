package io.lintel.daemon.store;

import io.lintel.core.gallery.PersonId;
import java.util.List;

/** The register's tables, and under which context each column is sealed. */
final class PeopleSchema {
    static final List<String> STEPS = List.of(
            """
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                name BLOB NOT NULL,
                added_ms INTEGER NOT NULL,
                updated_ms INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE template (
                person TEXT NOT NULL,
                number INTEGER NOT NULL,
                space TEXT NOT NULL,
                sealed BLOB NOT NULL,
                note BLOB NOT NULL,
                enrolled_ms INTEGER NOT NULL,
                PRIMARY KEY (person, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE register (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, key_check BLOB) STRICT;
            INSERT INTO register VALUES (1, 0, NULL)
            """,
            KeyRing.SCHEMA,
            "ALTER TABLE person ADD COLUMN facts BLOB",
            "ALTER TABLE register ADD COLUMN seal_key BLOB");

    /** What the journal is sealed with ({@link Seal}). */
    static final String SEAL_KEY_CONTEXT = "lintel/seal-key/1";

    /** What the first schema had in place of a data key: nothing, sealed with the file's own key. */
    static final String KEY_CHECK_CONTEXT = "lintel/key-check/1";

    private PeopleSchema() {}

    static String nameContext(PersonId id) {
        return "lintel/name/1|" + id;
    }

    static String factsContext(PersonId id) {
        return "lintel/facts/1|" + id;
    }

    static String noteContext(PersonId id) {
        return "lintel/note/1|" + id;
    }

    /** Ids hold no '|', so person and space cannot run into each other. */
    static String templateContext(PersonId id, String space) {
        return "lintel/template/1|" + id + "|" + space;
    }
}
