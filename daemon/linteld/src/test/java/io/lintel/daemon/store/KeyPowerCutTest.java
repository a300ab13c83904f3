package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the power fails while keys are made or changed, the register opens afterwards: with the key file that is then on the disk. */
final class KeyPowerCutTest {
    private static final PersonId ANA = new PersonId("ana-lima");
    private static final int STEPS_MAX = 20;

    @TempDir
    private Path directory;

    /**
     * A disk that forgets what was not synced: a file's content becomes empty, a name goes back to what it stood for. Dies before the
     * step it is told to, which is what a crash of the process looks like.
     */
    private static final class ForgetfulDisk implements KeyDisk {
        private final Set<Path> whole = new HashSet<>();
        /** Names that were changed and are not on disk, and what they stood for before. */
        private final Map<Path, Optional<byte[]>> before = new HashMap<>();
        private int stepsLeft = Integer.MAX_VALUE;

        private void step() throws IOException {
            if (stepsLeft-- <= 0) {
                throw new IOException("the process ended here");
            }
        }

        @Override
        public void sync(Path path) throws IOException {
            step();
            if (Files.isDirectory(path)) {
                before.keySet().removeIf(name -> path.toAbsolutePath().equals(name.toAbsolutePath().getParent()));
            } else {
                whole.add(path);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step();
            before.putIfAbsent(to, Files.exists(to) ? Optional.of(Files.readAllBytes(to)) : Optional.empty());
            if (!whole.remove(from)) {
                Files.write(from, new byte[0]); // the name came before the content, as on some file systems
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        void cutPower() throws IOException {
            for (Map.Entry<Path, Optional<byte[]>> name : before.entrySet()) {
                if (name.getValue().isPresent()) {
                    Files.write(name.getKey(), name.getValue().get());
                    Files.setPosixFilePermissions(name.getKey(), PosixFilePermissions.fromString("rw-------"));
                } else {
                    Files.deleteIfExists(name.getKey());
                }
            }
            before.clear();
            stepsLeft = Integer.MAX_VALUE;
        }
    }

    private PeopleStore open(Path place, KeyDisk disk) {
        return PeopleStore.open(place.resolve("people.db"), new KeyFile(place.resolve("people.key"), disk), new SecureRandom());
    }

    private void enrol(Path place, KeyDisk disk) {
        try (PeopleStore people = open(place, disk)) {
            people.add(ANA, "Ana", List.of(new StoredTemplate("a", new float[] {0.6f, 0.8f}, "photo", Events.START)), Events.START);
        }
    }

    private void anaIsThere(Path place, KeyDisk disk, String when) {
        try (PeopleStore people = open(place, disk)) {
            assertThat(people.find(ANA)).as(when).isPresent();
            assertThat(people.gallery("a", 2).templates()).as(when).isEqualTo(1);
        }
    }

    @Test
    void aRotationSurvivesAPowerCutAtEveryStep() throws IOException {
        int died = 0;
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            Path place = Files.createDirectory(directory.resolve("cut-" + steps));
            ForgetfulDisk disk = new ForgetfulDisk();
            enrol(place, disk);
            disk.stepsLeft = steps;
            try (PeopleStore people = open(place, disk)) {
                died += catchThrowableOfType(StoreException.class, people::rotateKeys) == null ? 0 : 1;
            }
            disk.cutPower();
            anaIsThere(place, disk, "power cut before step " + steps);
            disk.cutPower();
            anaIsThere(place, disk, "and another after the register was opened");
        }
        assertThat(died).as("steps of a rotation").isBetween(3, STEPS_MAX - 1);
    }

    @Test
    void aRotationThatDiedIsTakenOverBeforeThePowerFails() throws IOException {
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            Path place = Files.createDirectory(directory.resolve("died-" + steps));
            ForgetfulDisk disk = new ForgetfulDisk();
            enrol(place, disk);
            disk.stepsLeft = steps;
            try (PeopleStore people = open(place, disk)) {
                var _ = catchThrowableOfType(StoreException.class, people::rotateKeys);
            }
            disk.stepsLeft = Integer.MAX_VALUE; // only the process ended: the next one reads what the disk does not hold yet
            anaIsThere(place, disk, "died before step " + steps);
            disk.cutPower();
            anaIsThere(place, disk, "died before step " + steps + ", then the power failed");
        }
    }

    @Test
    void aFirstStartSurvivesAPowerCutAtEveryStep() throws IOException {
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            Path place = Files.createDirectory(directory.resolve("first-" + steps));
            ForgetfulDisk disk = new ForgetfulDisk();
            disk.stepsLeft = steps;
            StoreException trouble = catchThrowableOfType(StoreException.class, () -> enrol(place, disk));
            if (trouble != null) {
                assertThat(trouble.kind()).isEqualTo(Kind.KEY);
            }
            disk.cutPower();
            if (trouble != null) {
                enrol(place, disk);
            }
            disk.cutPower();
            anaIsThere(place, disk, "power cut before step " + steps);
        }
    }
}
