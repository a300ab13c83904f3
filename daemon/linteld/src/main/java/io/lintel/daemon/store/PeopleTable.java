package io.lintel.daemon.store;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.Person.TemplateNote;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The rows of an open register, sealed on the way in and opened on the way out. Guarded by its owner; changes in a transaction of its owner's. */
final class PeopleTable {
    private static final String PERSON_COLUMNS = "id, name, added_ms, updated_ms, facts";

    private final Database open;
    private final Sealer sealer;

    PeopleTable(Database open, Sealer sealer) {
        this.open = open;
        this.sealer = sealer;
    }

    Optional<Person> find(PersonId id) {
        try (PreparedStatement select = open.prepare("SELECT " + PERSON_COLUMNS + " FROM person WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(person(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** Everybody, by id. */
    List<Person> list() {
        try (PreparedStatement select = open.prepare("SELECT " + PERSON_COLUMNS + " FROM person ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<Person> people = new ArrayList<>();
            while (rows.next()) {
                people.add(person(rows));
            }
            return people;
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** Hands over the templates of one embedding space, person by person. */
    void templates(String space, BiConsumer<PersonId, float[]> each) {
        try (PreparedStatement select =
                open.prepare("SELECT person, sealed FROM template WHERE space = ? ORDER BY person, number")) {
            select.setString(1, space);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    PersonId id = new PersonId(rows.getString(1));
                    each.accept(id, floats(sealer.open(rows.getBytes(2), PeopleSchema.templateContext(id, space))));
                }
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    List<float[]> templates(PersonId id, String space) {
        try (PreparedStatement select =
                open.prepare("SELECT sealed FROM template WHERE person = ? AND space = ? ORDER BY number")) {
            select.setString(1, id.value());
            select.setString(2, space);
            try (ResultSet rows = select.executeQuery()) {
                List<float[]> vectors = new ArrayList<>();
                while (rows.next()) {
                    vectors.add(floats(sealer.open(rows.getBytes(1), PeopleSchema.templateContext(id, space))));
                }
                return vectors;
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    /** Writes a person; name and time are taken over if there is one of that id. */
    void write(PersonId id, String name, Instant now) {
        try (PreparedStatement insert = open.prepare("""
                INSERT INTO person (id, name, added_ms, updated_ms) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_ms = excluded.updated_ms
                """)) {
            insert.setString(1, id.value());
            insert.setBytes(2, sealer.seal(name.getBytes(StandardCharsets.UTF_8), PeopleSchema.nameContext(id)));
            insert.setLong(3, now.toEpochMilli());
            insert.setLong(4, now.toEpochMilli());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    /** False if there is nobody of that id. */
    boolean write(PersonFacts facts, Instant now) {
        try (PreparedStatement update = open.prepare("UPDATE person SET facts = ?, updated_ms = ? WHERE id = ?")) {
            update.setBytes(1, sealer.seal(SealedFacts.bytes(facts), PeopleSchema.factsContext(facts.id())));
            update.setLong(2, now.toEpochMilli());
            update.setString(3, facts.id().value());
            return update.executeUpdate() > 0;
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    /** Adds templates behind those there are. */
    void write(PersonId id, List<StoredTemplate> templates) {
        int number = number("SELECT coalesce(max(number), 0) FROM template WHERE person = ?", id);
        try (PreparedStatement insert = open.prepare("INSERT INTO template (person, number, space, sealed, note, enrolled_ms)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (StoredTemplate template : templates) {
                number++;
                insert.setString(1, id.value());
                insert.setInt(2, number);
                insert.setString(3, template.space());
                insert.setBytes(4, sealer.seal(bytes(template.vector()), PeopleSchema.templateContext(id, template.space())));
                insert.setBytes(5, sealer.seal(template.note().getBytes(StandardCharsets.UTF_8), PeopleSchema.noteContext(id)));
                insert.setLong(6, template.enrolled().toEpochMilli());
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    void deleteTemplates(PersonId id) {
        delete("DELETE FROM template WHERE person = ?", id);
    }

    /** False if there is nobody of that id. */
    boolean deletePerson(PersonId id) {
        return delete("DELETE FROM person WHERE id = ?", id) > 0;
    }

    int templates(PersonId id) {
        return number("SELECT count(*) FROM template WHERE person = ?", id);
    }

    private Person person(ResultSet row) throws SQLException {
        PersonId id = new PersonId(row.getString(1));
        List<TemplateNote> notes = new ArrayList<>();
        try (PreparedStatement select =
                open.prepare("SELECT space, note, enrolled_ms FROM template WHERE person = ? ORDER BY number")) {
            select.setString(1, id.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    notes.add(new TemplateNote(
                            rows.getString(1),
                            text(sealer.open(rows.getBytes(2), PeopleSchema.noteContext(id))),
                            Instant.ofEpochMilli(rows.getLong(3))));
                }
            }
        }
        return new Person(
                id,
                text(sealer.open(row.getBytes(2), PeopleSchema.nameContext(id))),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                notes,
                facts(id, row.getBytes(5)));
    }

    private PersonFacts facts(PersonId id, byte @Nullable [] sealed) {
        return sealed == null ? PersonFacts.plain(id) : SealedFacts.read(id, sealer.open(sealed, PeopleSchema.factsContext(id)));
    }

    private int delete(String sql, PersonId id) {
        try (PreparedStatement delete = open.prepare(sql)) {
            delete.setString(1, id.value());
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private int number(String sql, PersonId id) {
        try (PreparedStatement select = open.prepare(sql)) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
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
