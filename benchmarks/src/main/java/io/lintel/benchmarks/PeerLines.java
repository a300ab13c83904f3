package io.lintel.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What {@code benchmarks/peers/run} gives a peer and expects of it: a list of photographs, a line for each, and a last one. */
final class PeerLines {
    /** A photograph and whom it shows; "-" for nobody in particular. */
    record Labelled(String identity, Path file) {}

    private long startedMillis;

    static List<Labelled> read(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(line -> line.split("\t", 2))
                .map(cells -> new Labelled(cells[0], Path.of(cells[1])))
                .toList();
    }

    /** Processor time of this thread: says the same on a busy machine. */
    static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * Writes one photograph's line.
     *
     * @param detectNanos processor time
     * @param faceNanos processor time of everything after
     * @param vector empty if there is none
     */
    void write(Labelled photograph, int faces, long detectNanos, long faceNanos, float[] vector) {
        if (startedMillis == 0) {
            startedMillis = ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
        }
        StringJoiner numbers = new StringJoiner(" ").setEmptyValue("-");
        for (float component : vector) {
            numbers.add(Float.toString(component));
        }
        System.out.printf(Locale.ROOT, "%s\t%s\t%d\t%d\t%d\t%s%n", photograph.identity(), photograph.file(), faces, detectNanos / 1_000,
                faceNanos / 1_000, numbers);
    }

    /** Writes the last line: processor time up to the first answer and peak memory. */
    void end() throws IOException {
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElse("0");
        System.out.printf(Locale.ROOT, "#\t%d\t%s%n", startedMillis, peak);
    }
}
