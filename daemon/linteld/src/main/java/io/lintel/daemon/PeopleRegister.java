package io.lintel.daemon;

import io.lintel.core.access.Directory;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.VerificationReport;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.daemon.store.Person;
import io.lintel.daemon.store.SealKey;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.store.StoredTemplate;
import io.lintel.daemon.vision.GallerySource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    /** As the store has them; guarded by this. */
    private SortedMap<PersonId, Person> people = new TreeMap<>();
    /** Made when it is asked for; guarded by this. */
    private Optional<String> digest = Optional.empty();
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
    public synchronized String digest() {
        if (gallery.isEmpty()) {
            return "";
        }
        if (digest.isEmpty()) {
            digest = Optional.of(digest(people.values()));
        }
        return digest.get();
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
            reload(each, id);
            return each.find(id).orElseThrow();
        });
    }

    /** Replaces what the rules know of a person; empty if there is nobody of that id. */
    public synchronized Optional<Person> access(PersonFacts facts) {
        return with(each -> {
            each.access(facts, wall.instant());
            reload(each, facts.id());
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
            reload(each, id);
            return removed;
        });
    }

    /** Seals everything with another key; whether the key file was replaced, too. */
    public boolean rotateKeys() {
        return with(PeopleStore::rotateKeys);
    }

    /**
     * What the journal is sealed with; empty while the register cannot be opened, which health tells. Waits while the register is read:
     * seconds at a start with very many people.
     */
    public Optional<SealKey> sealKey() {
        try {
            return Optional.of(with(PeopleStore::sealKey));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Checks a journal and, if the register can be opened, its seal. */
    public VerificationReport verified(JournalReader journal) {
        Optional<SealKey> key = sealKey();
        if (key.isPresent()) {
            return journal.verify(key.get());
        }
        VerificationReport report = journal.verify();
        List<String> breaks = new ArrayList<>(report.breaks());
        breaks.add("the seal cannot be checked: the register of people, which keeps its key, cannot be opened");
        return new VerificationReport(report.events(), report.first(), report.last(), report.head(), breaks);
    }

    @Override
    public synchronized void close() {
        store.ifPresent(PeopleStore::close);
        store = Optional.empty();
    }

    private boolean reload(PeopleStore open) {
        if (!space.isEmpty()) {
            // Everything is read before anything counts.
            Gallery fresh = open.gallery(space, dimension);
            SortedMap<PersonId, Person> everybody = new TreeMap<>();
            open.list().forEach(person -> everybody.put(person.id(), person));
            people = everybody;
            counts(fresh);
        }
        return true;
    }

    /** Takes over one person as the store has it now, without reading all the others again. */
    private void reload(PeopleStore open, PersonId id) {
        if (gallery.isEmpty()) {
            reload(open);
            return;
        }
        Optional<Person> person = open.find(id);
        Gallery fresh = gallery.get().replaced(open.revision(), id, open.templates(id, space, dimension));
        person.ifPresentOrElse(there -> people.put(id, there), () -> people.remove(id));
        counts(fresh);
    }

    /** The rules count first: nobody is recognised without theirs. */
    private void counts(Gallery fresh) {
        directory = Directory.of(people.values().stream().map(Person::facts).toList());
        digest = Optional.empty();
        gallery = Optional.of(fresh);
        if (fresh.people() < people.size()) {
            health.degraded(
                    people.size() - fresh.people() + " of " + people.size() + " people have no template for the active models",
                    "enrol them again, or activate the model bundle they were enrolled with");
        } else {
            health.ok(people.isEmpty() ? "nobody is enrolled" : people.size() + " enrolled");
        }
    }

    private static String digest(Collection<Person> people) {
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
