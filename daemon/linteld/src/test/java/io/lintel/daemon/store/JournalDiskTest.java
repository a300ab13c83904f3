package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real ext4 that fails, fills up and loses power: what was said to be written is on the disk afterwards, the rest is written when it can
 * be, and health hears of it meanwhile.
 *
 * <p>{@code -Dlintel.disk.cycles=200} for a long run; {@code tools/endure} does that.
 */
final class JournalDiskTest {
    private static final int CYCLES = Integer.getInteger("lintel.disk.cycles", 3);
    private static final long SEED = Long.getLong("lintel.disk.seed", 11L);
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10); // longer than any pause between attempts
    private static final int EVENTS_MAX = 20_000;
    private static final int TURNS = 20;

    @TempDir
    private Path directory;

    private Mailbox<JournalMessage> mailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
    private final RecordingListener heard = new RecordingListener();
    private long nanos;
    private int number;

    @BeforeEach
    void driver() {
        System.setProperty("org.sqlite.tmpdir", directory.toString()); // not on the disk that fails
    }

    private JournalAgent agent(Path file, long seed) {
        JournalAgent agent = new JournalAgent(
                Events.journal(Events.settings(file), InstantSource.fixed(Events.START), seed),
                mailbox, heard, InstantSource.fixed(Events.START), () -> nanos, new Random(seed));
        agent.onStart(nanos);
        return agent;
    }

    private void turn(JournalAgent agent) {
        nanos += STEP_NANOS;
        agent.doWork(nanos);
    }

    private void happen() {
        assertThat(mailbox.offer(new JournalMessage.Append(Events.numbered(++number, Events.START)))).isTrue();
    }

    private void everythingIsWritten(JournalAgent agent) {
        for (int i = 0; i < TURNS; i++) {
            turn(agent);
        }
        assertThat(agent.status().writing()).as(agent.status().detail()).isTrue();
        assertThat(agent.status().waiting()).isZero();
    }

    private Set<String> written() {
        Set<String> ids = new HashSet<>();
        heard.entries.forEach(entry -> ids.add(entry.id().toString()));
        return ids;
    }

    private static List<String> ids(Path file) {
        List<String> ids = new ArrayList<>();
        try (JournalReader reader = new JournalReader(file)) {
            for (long from = 1; from <= reader.lastSeq(); from += 1_000) {
                reader.range(from, from + 999, 1_000).forEach(entry -> ids.add(entry.id().toString()));
            }
            assertThat(reader.verify().breaks()).isEmpty();
        }
        return ids;
    }

    @Test
    void aDiskThatFailsLosesNothingThatWasSaidToBeWritten() throws IOException, InterruptedException {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            heard.entries.clear();
            try (SmallDisk disk = SmallDisk.large(Files.createDirectory(directory.resolve("failing-" + cycle)))) {
                Path file = disk.folder().resolve("journal.db");
                JournalAgent agent = agent(file, cycle);
                for (int i = 0; i < 20 + cycle; i++) {
                    happen();
                    turn(agent);
                }
                disk.fail();
                while (agent.status().writing() && number < EVENTS_MAX) {
                    happen();
                    turn(agent);
                }
                assertThat(agent.status().writing()).as("the disk failed").isFalse();
                assertThat(agent.status().trouble()).isPresent();
                assertThat(agent.status().detail()).contains("journal.db");
                for (int i = 0; i < TURNS; i++) {
                    happen(); // waits in memory: the door goes on
                    turn(agent);
                }
                assertThat(agent.status().waiting()).isGreaterThan(TURNS);
                Set<String> written = written();
                disk.cutPower(agent::onClose);
                mailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
                JournalAgent next = agent(file, 1_000 + cycle);
                happen();
                everythingIsWritten(next);
                assertThat(next.status().setAside()).isEmpty();
                written.addAll(written());
                assertThat(ids(file)).doesNotHaveDuplicates().containsAll(written);
                next.onClose();
            }
        }
        System.out.printf("disk: %d times an I/O error in the middle of writing and then a power cut; lost 0%n", CYCLES);
    }

    @Test
    void aFullDiskIsSaidAndLosesNothing() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.small(Files.createDirectory(directory.resolve("full")))) {
            Path file = disk.folder().resolve("journal.db");
            JournalAgent agent = agent(file, 1);
            happen();
            turn(agent);
            disk.fill();
            while (agent.status().writing() && number < EVENTS_MAX) {
                happen();
                turn(agent);
            }
            assertThat(agent.status().trouble()).contains(StoreException.Kind.FULL);
            assertThat(agent.status().detail()).contains("no space left");
            disk.free();
            everythingIsWritten(agent);
            assertThat(heard.entries).hasSize(number);
            Set<String> written = written();
            disk.cutPower(agent::onClose);
            assertThat(ids(file)).doesNotHaveDuplicates().containsAll(written);
        }
    }

    @Test
    void aPowerCutLosesNothingThatWasSaidToBeWritten() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Set<String> acknowledged = new HashSet<>();
        try (SmallDisk disk = SmallDisk.large(Files.createDirectory(directory.resolve("cut")))) {
            Path file = disk.folder().resolve("journal.db");
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                acknowledged.addAll(JournalCrashTest.writeUntil(file, cycle, 1 + random.nextInt(80), process -> {
                    signal(process, "STOP"); // so that it says nothing more than what the disk holds
                    disk.cutPower(() -> {
                        process.destroyForcibly();
                        process.onExit().join();
                    });
                }));
                assertThat(ids(file)).as("cycle %d", cycle).doesNotHaveDuplicates().containsAll(acknowledged);
            }
        }
        System.out.printf("disk: %d power cuts in the middle of writing, %d events; lost 0, duplicated 0%n", CYCLES, acknowledged.size());
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }
}
