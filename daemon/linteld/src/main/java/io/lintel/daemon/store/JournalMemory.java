package io.lintel.daemon.store;

/**
 * What a door that starts must know of before, however long ago it was: of each kind of event that {@link io.lintel.core.door.Recollection}
 * asks for, and of each person, the newest, as a copy that no retention deletes. So a restart reads a few rows and not years of
 * events. A person who is removed leaves nothing here.
 */
final class JournalMemory {
    private static final String SUBJECT =
            "coalesce(CASE WHEN json_valid(CAST(body AS TEXT)) THEN json_extract(CAST(body AS TEXT), '$.subject') END, '')";

    /** Quotes inside JSON strings are escaped, so a quoted key can only be a key. Completed by {@link #remember}. */
    private static final String REMEMBER = "INSERT OR REPLACE INTO memory (" + JournalSchema.COLUMNS + ", person) SELECT "
            + JournalSchema.COLUMNS + ", " + SUBJECT + """
             FROM event WHERE (
                type IN ('io.lintel.access.passed.v1', 'io.lintel.access.forgiven.v1', 'io.lintel.door.lockdown.v1')
                OR (type = 'io.lintel.access.granted.v1' AND instr(body, CAST('"passed":"' AS BLOB)) > 0)
                OR (type = 'io.lintel.door.locked.v1' AND instr(body, CAST('"by":"schedule"' AS BLOB)) = 0
                    AND instr(body, CAST('"by":"interlock"' AS BLOB)) = 0)
                OR (type = 'io.lintel.door.unlocked.v1' AND instr(body, CAST('"schedule":"' AS BLOB)) > 0
                    AND instr(body, CAST('"by":"schedule"' AS BLOB)) = 0)
                OR (type = 'io.lintel.health.changed.v1' AND (instr(body, CAST('"carried":"' AS BLOB)) > 0
                    OR (instr(body, CAST('"component":"memory"' AS BLOB)) > 0
                        AND instr(body, CAST('"state":"degraded"' AS BLOB)) > 0)))
            )""";

    /** Completed by {@link #forget}. */
    private static final String FORGET = "DELETE FROM memory WHERE person <> '' AND memory.seq < coalesce((SELECT max(event.seq)"
            + " FROM event WHERE event.type = 'io.lintel.person.removed.v1' AND " + SUBJECT.replace("body", "event.body")
            + " = memory.person";

    /** The table, filled from the events that are there. */
    static final String SCHEMA = """
            CREATE TABLE memory (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL,
                time_ms INTEGER NOT NULL,
                type TEXT NOT NULL,
                body BLOB NOT NULL,
                person TEXT NOT NULL,
                UNIQUE (type, person)
            ) STRICT;
            """ + remember(0) + ";" + forget(0);

    /** Of several rows of one kind and person the newest stays: a damaged file may still hold older ones. */
    static final String INSERT = "INSERT INTO memory (" + JournalSchema.COLUMNS + """
            , person) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (type, person) DO UPDATE SET
                seq = excluded.seq, id = excluded.id, time_ms = excluded.time_ms, body = excluded.body
                WHERE excluded.seq > memory.seq
            ON CONFLICT DO NOTHING
            """;

    private JournalMemory() {}

    /**
     * Takes note of the events after this number; part of the transaction that wrote them.
     *
     * @param removals whether people may have been removed by them
     */
    static void take(Database open, long after, boolean removals) {
        open.execute(remember(after));
        if (removals) {
            open.execute(forget(after));
        }
    }

    private static String remember(long after) {
        return REMEMBER + " AND seq > " + after + " ORDER BY seq";
    }

    private static String forget(long after) {
        return FORGET + " AND event.seq > " + after + "), 0)";
    }
}
