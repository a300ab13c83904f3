package io.lintel.daemon.store;

import io.lintel.core.gallery.PersonId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Seals a register's whole content with another key. In a transaction of its caller's. */
final class Resealing {
    private final Database open;
    private final Sealer from;
    private final Sealer to;

    Resealing(Database open, Sealer from, Sealer to) {
        this.open = open;
        this.from = from;
        this.to = to;
    }

    /** A row that is changed while rows are read may be read again: so each is found by its key, and the keys are read first. */
    void run() {
        try {
            people();
            templates();
            RegisterRow register = new RegisterRow(open);
            byte[] sealKey = register.sealKey();
            if (sealKey.length > 0) {
                register.sealKey(moved(sealKey, PeopleSchema.SEAL_KEY_CONTEXT));
            }
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private void people() throws SQLException {
        List<String> ids = open.texts("SELECT id FROM person");
        try (PreparedStatement select = open.prepare("SELECT name, facts FROM person WHERE id = ?");
                PreparedStatement update = open.prepare("UPDATE person SET name = ?, facts = ? WHERE id = ?")) {
            for (String id : ids) {
                PersonId person = new PersonId(id);
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    update.setBytes(1, moved(row.getBytes(1), PeopleSchema.nameContext(person)));
                    byte[] facts = row.getBytes(2);
                    update.setBytes(2, facts == null ? null : moved(facts, PeopleSchema.factsContext(person)));
                }
                update.setString(3, id);
                update.executeUpdate();
            }
        }
    }

    private void templates() throws SQLException {
        List<Key> keys = keys();
        try (PreparedStatement select = open.prepare("SELECT space, sealed, note FROM template WHERE person = ? AND number = ?");
                PreparedStatement update = open.prepare("UPDATE template SET sealed = ?, note = ? WHERE person = ? AND number = ?")) {
            for (Key key : keys) {
                PersonId id = new PersonId(key.person());
                select.setString(1, key.person());
                select.setInt(2, key.number());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    update.setBytes(1, moved(row.getBytes(2), PeopleSchema.templateContext(id, row.getString(1))));
                    update.setBytes(2, moved(row.getBytes(3), PeopleSchema.noteContext(id)));
                }
                update.setString(3, key.person());
                update.setInt(4, key.number());
                update.executeUpdate();
            }
        }
    }

    private record Key(String person, int number) {}

    private List<Key> keys() throws SQLException {
        List<Key> keys = new ArrayList<>();
        try (PreparedStatement select = open.prepare("SELECT person, number FROM template");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(new Key(rows.getString(1), rows.getInt(2)));
            }
        }
        return keys;
    }

    private byte[] moved(byte[] sealed, String context) {
        return to.seal(from.open(sealed, context), context);
    }
}
