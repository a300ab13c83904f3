package io.lintel.daemon.store;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.Person.TemplateNote;
import io.lintel.daemon.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The people this door knows. Names, notes, templates, groups, validity and needs are on disk only sealed; ids, embedding spaces and times are in clear. A
 * removed person's rows are overwritten and the log is emptied before {@link #remove} returns.
 *
 * <p>Threading: any; calls take turns.
 */
public final class PeopleStore implements AutoCloseable {
    /** People at most. */
    public static final int PEOPLE_MAX = 100_000;
    /** Templates of one person at most. */
    public static final int TEMPLATES_MAX = GalleryBuilder.TEMPLATES_MAX;
    /** The longest name, characters. */
    public static final int NAME_MAX = 200;

    private static final String KEY_CHECK = "lintel/key-check/1";
    static final List<String> SCHEMA = List.of(
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
            "ALTER TABLE person ADD COLUMN facts BLOB");
    private static final String PERSON_COLUMNS = "id, name, added_ms, updated_ms, facts";

    private final Database database;
    private final KeyRing keys;
    private Sealer sealer;
    private boolean closed;

    private PeopleStore(Database database, KeyRing keys, Sealer sealer) {
        this.database = database;
        this.keys = keys;
        this.sealer = sealer;
    }

    /**
     * Opens the register, and creates register and key at the first start.
     *
     * @param file the database
     * @param key the file of the key that opens the register's own; made only while there is nothing it would have to open
     * @param random makes keys and nonces; must be a strong source in production
     * @throws StoreException {@code KEY} if the key is missing, unsafe or another; {@code DAMAGED} if the file is not whole: it is left
     *     where it is, since people must not vanish unnoticed
     */
    public static PeopleStore open(Path file, Path key, SecureRandom random) {
        Database database;
        try {
            database = Database.open(file, SCHEMA);
        } catch (StoreException e) {
            if (e.kind() == Kind.DAMAGED) {
                throw new StoreException(Kind.DAMAGED, e.getMessage() + "; restore a backup of it, or move it away and enrol again", e);
            }
            throw e;
        }
        try {
            database.execute("PRAGMA secure_delete = ON");
            KeyRing keys = new KeyRing(database, new KeyFile(key), random);
            byte[] check = keyCheck(database);
            if (check.length == 0) {
                return new PeopleStore(database, keys, keys.open());
            }
            Sealer legacy = keys.legacy();
            legacy.open(check, KEY_CHECK);
            Sealer sealer = keys.renew(legacy, (from, to) -> {
                new Resealing(database, from, to).run();
                database.execute("UPDATE register SET key_check = NULL");
            });
            database.forget();
            return new PeopleStore(database, keys, sealer);
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    /** Which state of the register this is; grows with every change. */
    public synchronized long revision() {
        return opened().number("SELECT revision FROM register");
    }

    /** How many people. */
    public synchronized int count() {
        return opened().number("SELECT count(*) FROM person").intValue();
    }

    /**
     * Adds templates to a person, who is added if new; the name is taken over.
     *
     * @throws StoreException if there would be too many templates or people; nothing has changed then
     */
    public synchronized void add(PersonId id, String name, List<StoredTemplate> templates, Instant now) {
        change(id, name, templates, now, false);
    }

    /** Replaces a person and all templates; added if new. */
    public synchronized void replace(PersonId id, String name, List<StoredTemplate> templates, Instant now) {
        change(id, name, templates, now, true);
    }

    /**
     * Erases a person and all templates.
     *
     * @return false if there was nobody of that id
     */
    public synchronized boolean remove(PersonId id) {
        Database open = opened();
        int[] removed = {0};
        open.transaction(() -> {
            delete(open, "DELETE FROM template WHERE person = ?", id);
            removed[0] = delete(open, "DELETE FROM person WHERE id = ?", id);
            if (removed[0] > 0) {
                open.execute("UPDATE register SET revision = revision + 1");
            }
        });
        open.forget();
        return removed[0] > 0;
    }

    /**
     * Seals everything anew with another key, and replaces the key file unless others keep it. What was sealed before is on this disk no
     * more; a copy made before still opens with the key file of then.
     *
     * @return whether the key file was replaced: back it up again then
     */
    public synchronized boolean rotateKeys() {
        Database open = opened();
        boolean replaces = keys.replacesFile();
        keys.rotate(sealer, (from, to) -> new Resealing(open, from, to).run(), fresh -> sealer = fresh);
        open.forget();
        return replaces;
    }

    /**
     * Replaces what the rules know of a person.
     *
     * @return false if there is nobody of that id
     */
    public synchronized boolean access(PersonFacts facts, Instant now) {
        Database open = opened();
        int[] changed = {0};
        open.transaction(() -> {
            try (PreparedStatement update = open.prepare("UPDATE person SET facts = ?, updated_ms = ? WHERE id = ?")) {
                update.setBytes(1, sealer.seal(SealedFacts.bytes(facts), factsContext(facts.id())));
                update.setLong(2, now.toEpochMilli());
                update.setString(3, facts.id().value());
                changed[0] = update.executeUpdate();
            } catch (SQLException e) {
                throw open.trouble("write", e);
            }
            open.execute("UPDATE register SET revision = revision + " + changed[0]);
        });
        return changed[0] > 0;
    }

    /** One person. */
    public synchronized Optional<Person> find(PersonId id) {
        Database open = opened();
        try (PreparedStatement select = open.prepare("SELECT " + PERSON_COLUMNS + " FROM person WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(person(open, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** Everybody, by id. */
    public synchronized List<Person> list() {
        Database open = opened();
        try (PreparedStatement select = open.prepare("SELECT " + PERSON_COLUMNS + " FROM person ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<Person> people = new ArrayList<>();
            while (rows.next()) {
                people.add(person(open, rows));
            }
            return people;
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /**
     * Everybody's templates of one embedding space, ready to be searched; templates of other spaces or dimensions stay out.
     *
     * @param space embedding space of the active bundle
     * @param dimension its dimension
     */
    public synchronized Gallery gallery(String space, int dimension) {
        Database open = opened();
        GalleryBuilder builder = Gallery.builder(space, dimension).revision(revision());
        try (PreparedStatement select =
                open.prepare("SELECT person, sealed FROM template WHERE space = ? ORDER BY person, number")) {
            select.setString(1, space);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    PersonId id = new PersonId(rows.getString(1));
                    float[] vector = floats(sealer.open(rows.getBytes(2), templateContext(id, space)));
                    if (vector.length == dimension) {
                        builder.add(id, space, vector);
                    }
                }
            }
            return builder.build();
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }

    private void change(PersonId id, String name, List<StoredTemplate> templates, Instant now, boolean replace) {
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw new StoreException(Kind.OTHER, "person " + id + ": the name must have 1.." + NAME_MAX + " characters");
        }
        Database open = opened();
        open.transaction(() -> {
            boolean known = find(id).isPresent();
            if (!known && count() >= PEOPLE_MAX) {
                throw new StoreException(Kind.FULL, "there are " + PEOPLE_MAX + " people already; remove some first");
            }
            if (replace) {
                delete(open, "DELETE FROM template WHERE person = ?", id);
            }
            int number = first(open, id);
            if (held(open, id) + templates.size() > TEMPLATES_MAX) {
                throw new StoreException(Kind.FULL, "person " + id + " would have more than " + TEMPLATES_MAX
                        + " templates; replace them instead of adding");
            }
            try {
                writePerson(open, id, name, now);
                for (StoredTemplate template : templates) {
                    writeTemplate(open, id, number++, template);
                }
            } catch (SQLException e) {
                throw open.trouble("write", e);
            }
            open.execute("UPDATE register SET revision = revision + 1");
        });
    }

    private void writePerson(Database open, PersonId id, String name, Instant now) throws SQLException {
        try (PreparedStatement insert = open.prepare("""
                INSERT INTO person (id, name, added_ms, updated_ms) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_ms = excluded.updated_ms
                """)) {
            insert.setString(1, id.value());
            insert.setBytes(2, sealer.seal(name.getBytes(StandardCharsets.UTF_8), nameContext(id)));
            insert.setLong(3, now.toEpochMilli());
            insert.setLong(4, now.toEpochMilli());
            insert.executeUpdate();
        }
    }

    private void writeTemplate(Database open, PersonId id, int number, StoredTemplate template) throws SQLException {
        try (PreparedStatement insert = open.prepare("INSERT INTO template (person, number, space, sealed, note, enrolled_ms)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, id.value());
            insert.setInt(2, number);
            insert.setString(3, template.space());
            insert.setBytes(4, sealer.seal(bytes(template.vector()), templateContext(id, template.space())));
            insert.setBytes(5, sealer.seal(template.note().getBytes(StandardCharsets.UTF_8), noteContext(id)));
            insert.setLong(6, template.enrolled().toEpochMilli());
            insert.executeUpdate();
        }
    }

    private Person person(Database open, ResultSet row) throws SQLException {
        PersonId id = new PersonId(row.getString(1));
        List<TemplateNote> notes = new ArrayList<>();
        try (PreparedStatement select =
                open.prepare("SELECT space, note, enrolled_ms FROM template WHERE person = ? ORDER BY number")) {
            select.setString(1, id.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    notes.add(new TemplateNote(
                            rows.getString(1),
                            text(sealer.open(rows.getBytes(2), noteContext(id))),
                            Instant.ofEpochMilli(rows.getLong(3))));
                }
            }
        }
        return new Person(
                id,
                text(sealer.open(row.getBytes(2), nameContext(id))),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                notes,
                facts(id, row.getBytes(5)));
    }

    private PersonFacts facts(PersonId id, byte @Nullable [] sealed) {
        return sealed == null ? PersonFacts.plain(id) : SealedFacts.read(id, sealer.open(sealed, factsContext(id)));
    }

    private static int delete(Database open, String sql, PersonId id) {
        try (PreparedStatement delete = open.prepare(sql)) {
            delete.setString(1, id.value());
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private static int first(Database open, PersonId id) {
        return of(open, "SELECT coalesce(max(number), 0) + 1 FROM template WHERE person = ?", id);
    }

    private static int held(Database open, PersonId id) {
        return of(open, "SELECT count(*) FROM template WHERE person = ?", id);
    }

    private static int of(Database open, String sql, PersonId id) {
        try (PreparedStatement select = open.prepare(sql)) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** What the first schema had in place of a data key: nothing, sealed with the file's own key. */
    private static byte[] keyCheck(Database open) {
        try (PreparedStatement select = open.prepare("SELECT key_check FROM register");
                ResultSet row = select.executeQuery()) {
            byte[] check = row.next() ? row.getBytes(1) : new byte[0];
            return check == null ? new byte[0] : check;
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    private Database opened() {
        if (closed) {
            throw new StoreException(Kind.OTHER, database.file() + " is closed already");
        }
        return database;
    }

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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
