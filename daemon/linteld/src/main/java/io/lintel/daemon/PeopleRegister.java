package io.lintel.daemon;

import io.lintel.core.access.Directory;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.daemon.store.Person;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.store.StoredTemplate;
import io.lintel.daemon.vision.GallerySource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The people this door knows: the store on disk and, for the vision agent, the present gallery. The store is opened when first
 * needed and again after trouble, so that a door with a damaged register still obeys its button. Threading: any thread.
 */
public final class PeopleRegister implements GallerySource, AutoCloseable {
    private final Supplier<PeopleStore> opener;
    private final InstantSource wall;
    private final Component health;
    private Optional<PeopleStore> store = Optional.empty();
    private String space = "";
    private int dimension;
    private volatile Optional<Gallery> gallery = Optional.empty();
    private volatile String digest = "";
    private volatile Directory directory = Directory.UNTOLD;

    /** A register whose store is still closed. */
    public PeopleRegister(Supplier<PeopleStore> opener, InstantSource wall, Component health) {
        this.opener = opener;
        this.wall = wall;
        this.health = health;
    }

    @Override
    public synchronized void activate(String activeSpace, int activeDimension) {
        space = activeSpace;
        dimension = activeDimension;
        with(this::reload);
    }

    @Override
    public Optional<Gallery> gallery() {
        return gallery;
    }

    /**
     * Sixteen hex digits that two doors share exactly when they know the same people as of the same moments: of ids, times and embedding
     * spaces. Nothing biometric goes in, so that nobody can use it to confirm a guess of a face. Empty while no gallery is searched.
     */
    public String digest() {
        return digest;
    }

    /** Revision of the register. */
    public long revision() {
        return with(PeopleStore::revision);
    }

    /** Everybody, by id. */
    public List<Person> people() {
        return with(PeopleStore::list);
    }

    /** One person. */
    public Optional<Person> find(PersonId id) {
        return with(each -> each.find(id));
    }

    /** Replaces a person and all templates; added if new. */
    public synchronized Person replace(PersonId id, String name, List<StoredTemplate> templates) {
        return with(each -> {
            each.replace(id, name, templates, wall.instant());
            reload(each);
            return each.find(id).orElseThrow();
        });
    }

    /** Replaces what the rules know of a person; empty if there is nobody of that id. */
    public synchronized Optional<Person> access(PersonFacts facts) {
        return with(each -> {
            each.access(facts, wall.instant());
            reload(each);
            return each.find(facts.id());
        });
    }

    /** What the rules know of everybody, as of the last change. */
    public Directory directory() {
        return directory;
    }

    /** Erases a person; false if there was nobody of that id. */
    public synchronized boolean remove(PersonId id) {
        return with(each -> {
            boolean removed = each.remove(id);
            reload(each);
            return removed;
        });
    }

    /** Seals everything with another key; whether the key file was replaced, too. */
    public boolean rotateKeys() {
        return with(PeopleStore::rotateKeys);
    }

    @Override
    public synchronized void close() {
        store.ifPresent(PeopleStore::close);
        store = Optional.empty();
    }

    private boolean reload(PeopleStore open) {
        if (!space.isEmpty()) {
            // Everything is read before anything counts, and the rules count first: nobody is recognised without theirs.
            Gallery fresh = open.gallery(space, dimension);
            List<Person> everybody = open.list();
            int people = open.count();
            directory = Directory.of(everybody.stream().map(Person::facts).toList());
            digest = digest(everybody);
            gallery = Optional.of(fresh);
            if (fresh.people() < people) {
                health.degraded(
                        people - fresh.people() + " of " + people + " people have no template for the active models",
                        "enrol them again, or activate the model bundle they were enrolled with");
            } else {
                health.ok(people == 0 ? "nobody is enrolled" : people + " enrolled");
            }
        }
        return true;
    }

    private static String digest(List<Person> people) {
        StringBuilder text = new StringBuilder();
        for (Person person : people) {
            text.append(person.id().value()).append(' ').append(person.updated().toEpochMilli());
            person.templates().forEach(template -> text.append(' ').append(template.space()));
            text.append('\n');
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private String advice() {
        return gallery.isPresent()
                ? "faces are recognised as last loaded; enrolment waits for this to be mended"
                : "no face is recognised until this is mended";
    }

    private synchronized <T> T with(Function<PeopleStore, T> work) {
        try {
            if (store.isEmpty()) {
                store = Optional.of(opener.get());
                if (space.isEmpty()) {
                    health.ok("open");
                }
            }
            return work.apply(store.get());
        } catch (StoreException e) {
            if (store.isEmpty()) {
                health.offline(String.valueOf(e.getMessage()), advice());
                throw e;
            }
            switch (e.kind()) {
                case FULL, OTHER, BUSY -> {
                    // A refusal, or a moment's trouble: the store is still good.
                }
                case IO, DENIED, DAMAGED, NEWER, KEY -> {
                    health.offline(String.valueOf(e.getMessage()), advice());
                    store.ifPresent(PeopleStore::close);
                    store = Optional.empty();
                }
            }
            throw e;
        }
    }
}
