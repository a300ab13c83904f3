package io.lintel.daemon.store;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.StoreException.Kind;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    private final Database database;
    private final KeyRing keys;
    private final SecureRandom random;
    private Sealer sealer;
    private boolean closed;

    private PeopleStore(Database database, KeyRing keys, SecureRandom random, Sealer sealer) {
        this.database = database;
        this.keys = keys;
        this.random = random;
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
        return open(file, new KeyFile(key), random);
    }

    static PeopleStore open(Path file, KeyFile key, SecureRandom random) {
        Database database;
        try {
            database = Database.open(file, PeopleSchema.STEPS);
        } catch (StoreException e) {
            if (e.kind() == Kind.DAMAGED) {
                throw new StoreException(Kind.DAMAGED, e.getMessage() + "; restore a backup of it, or move it away and enrol again", e);
            }
            throw e;
        }
        try {
            database.execute("PRAGMA secure_delete = ON");
            KeyRing keys = new KeyRing(database, key, random);
            RegisterRow register = new RegisterRow(database);
            byte[] check = register.keyCheck();
            if (check.length == 0) {
                return new PeopleStore(database, keys, random, keys.open());
            }
            Sealer legacy = keys.legacy();
            legacy.open(check, PeopleSchema.KEY_CHECK_CONTEXT);
            Sealer sealer = keys.renew(legacy, (from, to) -> {
                new Resealing(database, from, to).run();
                register.dropKeyCheck();
            });
            database.forget();
            return new PeopleStore(database, keys, random, sealer);
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    /** Which state of the register this is; grows with every change. */
    public synchronized long revision() {
        return new RegisterRow(opened()).revision();
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
        boolean[] removed = {false};
        open.transaction(() -> {
            PeopleTable table = table();
            table.deleteTemplates(id);
            removed[0] = table.deletePerson(id);
            if (removed[0]) {
                new RegisterRow(open).changed();
            }
        });
        open.forget();
        return removed[0];
    }

    /**
     * Seals everything anew with another key, and replaces the key file unless others keep it. What was sealed before is on this disk no
     * more; a copy made before still opens with the key file of then.
     *
     * @return whether the key file was replaced: back it up again then
     */
    public synchronized boolean rotateKeys() {
        Database open = opened();
        boolean replaced = keys.rotate(sealer, (from, to) -> new Resealing(open, from, to).run(), fresh -> sealer = fresh);
        open.forget();
        return replaced;
    }

    /** What this door's journal is sealed with; made when first asked for, and never changed: a rotation seals it anew. */
    public synchronized SealKey sealKey() {
        Database open = opened();
        RegisterRow register = new RegisterRow(open);
        byte[] there = register.sealKey();
        if (there.length > 0) {
            return new SealKey(sealer.open(there, PeopleSchema.SEAL_KEY_CONTEXT));
        }
        byte[] secret = new byte[SealKey.KEY_BYTES];
        random.nextBytes(secret);
        open.transaction(() -> register.sealKey(sealer.seal(secret, PeopleSchema.SEAL_KEY_CONTEXT)));
        return new SealKey(secret);
    }

    /**
     * Replaces what the rules know of a person.
     *
     * @return false if there is nobody of that id
     */
    public synchronized boolean access(PersonFacts facts, Instant now) {
        Database open = opened();
        boolean[] changed = {false};
        open.transaction(() -> {
            changed[0] = table().write(facts, now);
            if (changed[0]) {
                new RegisterRow(open).changed();
            }
        });
        return changed[0];
    }

    /** One person. */
    public synchronized Optional<Person> find(PersonId id) {
        return table().find(id);
    }

    /** Everybody, by id. */
    public synchronized List<Person> list() {
        return table().list();
    }

    /**
     * Everybody's templates of one embedding space, ready to be searched; templates of other spaces or dimensions stay out.
     *
     * @param space embedding space of the active bundle
     * @param dimension its dimension
     */
    public synchronized Gallery gallery(String space, int dimension) {
        GalleryBuilder builder = Gallery.builder(space, dimension).revision(revision());
        table().templates(space, (id, vector) -> {
            if (vector.length == dimension) {
                builder.add(id, space, vector);
            }
        });
        return builder.build();
    }

    /** One person's templates, as {@link #gallery} takes them. */
    public synchronized List<float[]> templates(PersonId id, String space, int dimension) {
        return table().templates(id, space).stream().filter(vector -> vector.length == dimension).toList();
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
            PeopleTable table = table();
            if (table.find(id).isEmpty() && count() >= PEOPLE_MAX) {
                throw new StoreException(Kind.FULL, "there are " + PEOPLE_MAX + " people already; remove some first");
            }
            if (replace) {
                table.deleteTemplates(id);
            }
            if (table.templates(id) + templates.size() > TEMPLATES_MAX) {
                throw new StoreException(Kind.FULL, "person " + id + " would have more than " + TEMPLATES_MAX
                        + " templates; replace them instead of adding");
            }
            table.write(id, name, now);
            table.write(id, templates);
            new RegisterRow(open).changed();
        });
    }

    private PeopleTable table() {
        return new PeopleTable(opened(), sealer);
    }

    private Database opened() {
        if (closed) {
            throw new StoreException(Kind.OTHER, database.file() + " is closed already");
        }
        return database;
    }
}
