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

/** The people of every world, and the register that knows some of them. Immutable: for any thread. */
public final class Crowd {
    private static final List<String> NAMES = List.of("ana", "bo", "cem", "dora");
    private static final long SEED = 20_261_125;
    private static final Instant ENROLLED = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<PersonId, float[]> enrolled = new LinkedHashMap<>();
    private final byte[] register;
    private final byte[] key;

    private Crowd(Path directory) throws IOException {
        Dice dice = new Dice(SEED, 0);
        for (String name : NAMES) {
            float[] direction = Vectors.any(dice.random());
            enrolled.values().forEach(other -> Vectors.apart(direction, other));
            enrolled.put(new PersonId(name), Vectors.unit(direction));
        }
        Path file = directory.resolve("crowd.db");
        Path keyFile = directory.resolve("crowd.key");
        try (PeopleStore store = PeopleStore.open(file, keyFile, dice.secure())) {
            enrolled.forEach((id, vector) -> store.replace(
                    id, id.value(), List.of(new StoredTemplate(SimFaces.SPACE, vector, "", ENROLLED)), ENROLLED));
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

    /** Puts the register where a daemon looks for it. */
    void settle(Path file, Path keyFile) throws IOException {
        Files.write(file, register);
        Files.write(keyFile, key);
        Files.setPosixFilePermissions(keyFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    /** Somebody who may come in. */
    public Visitor employee(Dice dice) {
        PersonId id = dice.pick(List.copyOf(enrolled.keySet()));
        return new Visitor(face(id), Optional.of(id), dice.between(68, 85) / 100.0, 0.95);
    }

    /** A picture of somebody who may. */
    public Visitor attacker(Dice dice) {
        PersonId id = dice.pick(List.copyOf(enrolled.keySet()));
        return new Visitor(face(id), Optional.of(id), dice.between(68, 85) / 100.0, 0.05);
    }

    /** Somebody who looks like nobody enrolled. */
    public Visitor stranger(Dice dice) {
        float[] direction = Vectors.any(dice.random());
        enrolled.values().forEach(other -> Vectors.apart(direction, other));
        return new Visitor(Vectors.unit(direction), Optional.empty(), 0.75, 0.95);
    }

    private float[] face(PersonId id) {
        float[] face = enrolled.get(id);
        if (face == null) {
            throw new IllegalArgumentException(id + " is not enrolled");
        }
        return face;
    }
}
