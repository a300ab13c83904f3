package io.lintel.daemon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The register's one row beside the people: its revision, and secrets kept for others. Guarded by its owner. */
final class RegisterRow {
    private final Database open;

    RegisterRow(Database open) {
        this.open = open;
    }

    long revision() {
        return open.number("SELECT revision FROM register");
    }

    /** In a transaction of its caller's. */
    void changed() {
        open.execute("UPDATE register SET revision = revision + 1");
    }

    /** What the first schema had in place of a data key; empty since. */
    byte[] keyCheck() {
        return bytes("SELECT key_check FROM register");
    }

    void dropKeyCheck() {
        open.execute("UPDATE register SET key_check = NULL");
    }

    /** The sealed key that seals the journal; empty if there is none yet. */
    byte[] sealKey() {
        return bytes("SELECT seal_key FROM register");
    }

    void sealKey(byte[] sealed) {
        try (PreparedStatement update = open.prepare("UPDATE register SET seal_key = ?")) {
            update.setBytes(1, sealed);
            update.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private byte[] bytes(String sql) {
        try (PreparedStatement select = open.prepare(sql);
                ResultSet row = select.executeQuery()) {
            byte[] bytes = row.next() ? row.getBytes(1) : new byte[0];
            return bytes == null ? new byte[0] : bytes;
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }
}
