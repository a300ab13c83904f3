package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of writing, again and again: what it said was written must be there, once, in an unbroken chain. */
final class JournalCrashTest {
    private static final int CYCLES = Integer.getInteger("lintel.crash.cycles", 6);

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedEventSurvivesKill9() throws IOException, InterruptedException {
        Path file = directory.resolve("journal.db");
        Random random = new Random(7);
        Set<String> acknowledged = new HashSet<>();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            acknowledged.addAll(writeUntil(file, cycle, 1 + random.nextInt(150), ProcessHandle::destroyForcibly));
        }
        try (Journal journal = Events.journal(file);
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            assertThat(journal.setAside()).as("no kill damages the file").isEmpty();
            assertThat(reader.verify().breaks()).isEmpty();
            List<String> there = new ArrayList<>();
            for (long from = 1; from <= reader.lastSeq(); from += 1_000) {
                reader.range(from, from + 999, 1_000).forEach(entry -> there.add(entry.id().toString()));
            }
            assertThat(there).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(CYCLES);
        }
    }

    /** Ends a process that writes. */
    @FunctionalInterface
    interface End {
        /** Must leave it dead, or dying. */
        void of(ProcessHandle process) throws IOException, InterruptedException;
    }

    /** Reads this many acknowledgements, ends the process, and then reads whatever comes until it is dead: ids of events. */
    static List<String> writeUntil(Path file, int cycle, int lines, End end) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        Integer.toString(cycle))
                .redirectErrorStream(true)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null) {
                if (line.length() == "id ".length() + 36) { // the kill may cut the last line short
                    acknowledged.add(line.substring(3));
                }
                if (acknowledged.size() == lines) {
                    end.of(process.toHandle()); // Process itself would close the output, too
                }
                line = output.readLine();
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).as("cycle %d wrote", cycle).hasSizeGreaterThanOrEqualTo(lines);
        return acknowledged;
    }

    /** Writes batches of random size until it is killed, and says what is written once it is. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            int cycle = Integer.parseInt(arguments[1]);
            Random random = new Random(cycle);
            try (Journal journal = Events.journal(Events.settings(Path.of(arguments[0])), InstantSource.system(), cycle)) {
                while (true) {
                    List<PendingEvent> batch = new ArrayList<>();
                    for (int i = 0; i <= random.nextInt(8); i++) {
                        batch.add(journal.prepare(Events.granted(Events.START)));
                    }
                    StringBuilder said = new StringBuilder();
                    journal.append(batch).forEach(entry -> said.append("id ").append(entry.id()).append('\n'));
                    System.out.print(said);
                    System.out.flush();
                }
            }
        }
    }
}
