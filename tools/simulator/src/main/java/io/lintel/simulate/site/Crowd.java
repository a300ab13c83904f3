package io.lintel.simulate.site;

import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.daemon.store.StoredTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The people of every world, the register that knows some of them, and the keys of those who command. Immutable: for any thread. */
public final class Crowd {
    /** Whom every register knows. */
    private static final List<String> NAMES = List.of("ana", "bo", "cem", "dora");
    /** Whom it does not know at first. */
    private static final List<String> LATER = List.of("eve", "finn");
    private static final long SEED = 20_261_125;
    private static final Instant ENROLLED = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<PersonId, float[]> faces = new LinkedHashMap<>();
    private final Signers signers = Signers.make();
    private final byte[] register;
    private final byte[] key;

    private Crowd(Path directory) throws IOException {
        Dice dice = new Dice(SEED, 0);
        for (String name : Stream.concat(NAMES.stream(), LATER.stream()).toList()) {
            float[] direction = Vectors.any(dice.random());
            faces.values().forEach(other -> Vectors.apart(direction, other));
            faces.put(new PersonId(name), Vectors.unit(direction));
        }
        Path file = directory.resolve("crowd.db");
        Path keyFile = directory.resolve("crowd.key");
        try (PeopleStore store = PeopleStore.open(file, keyFile, dice.secure())) {
            enrolled().forEach(id -> store.replace(id, id.value(), templates(id), ENROLLED));
        }
        register = Files.readAllBytes(file);
        key = Files.readAllBytes(keyFile);
        Files.delete(file);
        Files.delete(keyFile);
    }

    /** Enrols them once, with the help of this directory. */
    public static Crowd enrol(Path directory) {
        try {
            return new Crowd(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those whom every register knows at first. */
    public List<PersonId> enrolled() {
        return NAMES.stream().map(PersonId::new).toList();
    }

    /** Everybody with a face that a register knows or will know. */
    public List<PersonId> people() {
        return List.copyOf(faces.keySet());
    }

    /** Those who sign commands. */
    public Signers signers() {
        return signers;
    }

    /** What is stored of a face. */
    public List<StoredTemplate> templates(PersonId id) {
        return List.of(new StoredTemplate(SimFaces.SPACE, face(id), "", ENROLLED));
    }

    /** Puts the register where a daemon looks for it. */
    void settle(Path file, Path keyFile) throws IOException {
        Files.write(file, register);
        Files.write(keyFile, key);
        Files.setPosixFilePermissions(keyFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    /** Somebody of those people. */
    public Visitor employee(Dice dice) {
        return employee(dice.pick(people()), dice);
    }

    /** This person. */
    public Visitor employee(PersonId id, Dice dice) {
        return new Visitor(face(id), Optional.of(id), dice.between(68, 85) / 100.0, 0.95);
    }

    /** A picture of somebody. */
    public Visitor attacker(Dice dice) {
        PersonId id = dice.pick(people());
        return new Visitor(face(id), Optional.of(id), dice.between(68, 85) / 100.0, 0.05);
    }

    /** Somebody who looks like nobody of them. */
    public Visitor stranger(Dice dice) {
        float[] direction = Vectors.any(dice.random());
        faces.values().forEach(other -> Vectors.apart(direction, other));
        return new Visitor(Vectors.unit(direction), Optional.empty(), 0.75, 0.95);
    }

    private float[] face(PersonId id) {
        float[] face = faces.get(id);
        if (face == null) {
            throw new IllegalArgumentException("nobody knows the face of " + id);
        }
        return face;
    }
}
