package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one register: a data key that seals everything in it lies in the register itself, wrapped by the key in a file. So a new
 * key file costs one row; and a copied register without its key file is worth nothing, nor is a key file that leaked before the last
 * {@link #rotate}.
 *
 * <p>Changing keys is safe at every moment: the data key lies there wrapped by both keys until the new file is in place. Whoever keeps
 * the key elsewhere (a credential) puts the new one there and the old one beside it as {@code NAME.old}; it is taken over at the next
 * opening.
 *
 * <p>That limits what a copied database gives away; where the key file lies beside it, it does not stop whoever takes the whole card.
 * Of one thread, or guarded by its owner.
 */
final class KeyRing {
    /** The schema's part. {@code wrapped}: the data key, sealed; two rows only while the key file is being changed. */
    static final String SCHEMA = "CREATE TABLE data_key (number INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT";

    private static final String CONTEXT = "lintel/data-key/1";

    private final Database database;
    private final KeyFile file;
    private final SecureRandom random;

    KeyRing(Database database, KeyFile file, SecureRandom random) {
        this.database = database;
        this.file = file;
        this.random = random;
    }

    /**
     * What opens the register's content. In a register that has no data key yet, one is made; and a key file, if there is none.
     *
     * @throws StoreException {@code KEY} if the key file is missing, unsafe or another than the register's
     */
    Sealer open() {
        List<byte[]> wrapped = wrapped();
        if (wrapped.isEmpty()) {
            if (!file.exists()) {
                file.promote(file.stage(fresh()));
            }
            SecretKey data = fresh();
            database.transaction(() -> keep(List.of(wrap(data, file.read()))));
            return sealer(data);
        }
        SecretKey wrapping = file.read();
        Optional<SecretKey> opened = unwrap(wrapped, wrapping);
        if (opened.isPresent() && wrapped.size() == 1) {
            return sealer(opened.get());
        }
        SecretKey data = opened.or(() -> file.old().exists() ? unwrap(wrapped, file.old().read()) : Optional.empty())
                .orElseThrow(() -> new StoreException(Kind.KEY, "the enrolled people do not open with the key " + file.path()
                        + ": another key was put there; restore the key's backup, or put it beside as "
                        + file.old().path().getFileName()));
        // The file was changed, by hand or by a rotation that was cut off: from now on only its present key counts. It must be on disk as
        // it is read: a power cut that brought back the file of before would find nothing that it opens.
        file.settle();
        database.transaction(() -> keep(List.of(wrap(data, wrapping))));
        return sealer(data);
    }

    /** What opens a register of the first schema, whose content was sealed with the file's own key. */
    Sealer legacy() {
        return sealer(file.read());
    }

    private SecretKey fresh() {
        byte[] key = new byte[KeyFile.KEY_BYTES];
        random.nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }

    /**
     * Seals everything anew with another data key; the key file stays.
     *
     * @param reseal moves everything from one sealer to the other; called in a transaction
     * @return the new sealer
     */
    Sealer renew(Sealer before, BiConsumer<Sealer, Sealer> reseal) {
        SecretKey data = fresh();
        move(before, data, List.of(file.read()), reseal);
        return sealer(data);
    }

    /**
     * As {@link #renew}, and replaces the key file where that may be written.
     *
     * @param moved hears of the new sealer as soon as it counts, whatever fails after
     * @return whether the key file was replaced
     */
    boolean rotate(Sealer before, BiConsumer<Sealer, Sealer> reseal, Consumer<Sealer> moved) {
        if (!file.replaceable()) {
            moved.accept(renew(before, reseal));
            return false;
        }
        SecretKey data = fresh();
        SecretKey next = fresh();
        KeyFile staged = file.stage(next);
        move(before, data, List.of(file.read(), next), reseal);
        moved.accept(sealer(data));
        file.promote(staged);
        database.transaction(() -> keep(List.of(wrap(data, next))));
        return true;
    }

    private void move(Sealer before, SecretKey data, List<SecretKey> wrapping, BiConsumer<Sealer, Sealer> reseal) {
        database.transaction(() -> {
            reseal.accept(before, sealer(data));
            keep(wrapping.stream().map(each -> wrap(data, each)).toList());
        });
    }

    private byte[] wrap(SecretKey data, SecretKey wrapping) {
        return new Sealer(wrapping, random, "the key " + file.path()).seal(data.getEncoded(), CONTEXT);
    }

    private Optional<SecretKey> unwrap(List<byte[]> wrapped, SecretKey wrapping) {
        Sealer opener = new Sealer(wrapping, random, "the key " + file.path());
        for (byte[] each : wrapped) {
            try {
                return Optional.of(new SecretKeySpec(opener.open(each, CONTEXT), "AES"));
            } catch (StoreException e) {
                if (e.kind() != Kind.KEY) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private Sealer sealer(SecretKey data) {
        return new Sealer(data, random, "the key " + file.path());
    }

    private List<byte[]> wrapped() {
        List<byte[]> wrapped = new ArrayList<>();
        try (PreparedStatement select = database.prepare("SELECT wrapped FROM data_key ORDER BY number");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                wrapped.add(rows.getBytes(1));
            }
            return wrapped;
        } catch (SQLException e) {
            throw database.trouble("read", e);
        }
    }

    private void keep(List<byte[]> wrapped) {
        database.execute("DELETE FROM data_key");
        try (PreparedStatement insert = database.prepare("INSERT INTO data_key (wrapped) VALUES (?)")) {
            for (byte[] each : wrapped) {
                insert.setBytes(1, each);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw database.trouble("write", e);
        }
    }
}
