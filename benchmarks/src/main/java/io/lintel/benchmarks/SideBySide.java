package io.lintel.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The searches of {@link MatchBenchmark} in turn, round by round in one JVM, so that a busy machine slows all alike: medians, and the
 * ratio of each to reading the codes' bytes in the same round. The first half of the rounds warms up.
 */
public final class SideBySide {
    private static final List<Integer> PEOPLE = List.of(1_000, 10_000, 100_000);
    private static final long WORK = 20_000_000;
    private static final int ROUNDS_MAX = 4_000;

    private SideBySide() {}

    /**
     * Prints a table.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println("\n| people | in turn | median µs | ÷ reading the bytes | quartiles |\n|---:|---|---:|---:|---:|");
        int unused = 0;
        for (int people : PEOPLE) {
            unused += measure(people);
        }
        // Looked at, so that no loop can be left out.
        System.out.println(unused == 0 ? "" : " ");
    }

    private static int measure(int people) {
        MatchBenchmark benchmark = new MatchBenchmark();
        Crowd crowd = new Crowd();
        crowd.people = people;
        crowd.draw();
        MatchBenchmark.Enrolled enrolled = new MatchBenchmark.Enrolled();
        enrolled.enrol(crowd);
        MatchBenchmark.Bytes bytes = new MatchBenchmark.Bytes();
        bytes.fill(crowd);
        MatchBenchmark.Native blas = new MatchBenchmark.Native();
        blas.load(crowd);
        Map<String, IntSupplier> turns = new LinkedHashMap<>();
        turns.put("reading one byte a component", () -> benchmark.readBytes(bytes));
        turns.put("search", () -> benchmark.match(crowd, enrolled));
        turns.put("every template in floats", () -> benchmark.everyFloat(crowd));
        turns.put("every template in plain Java", () -> PlainScan.best(crowd.rows(), crowd.probe()));
        turns.put("reading the floats", () -> Float.floatToIntBits(benchmark.readFloats(crowd)));
        turns.put("OpenBLAS sgemv", () -> benchmark.openBlas(crowd, blas));
        int rounds = (int) Math.min(ROUNDS_MAX, WORK / people);
        long[][] nanos = new long[turns.size()][rounds];
        int unused = 0;
        for (int round = 0; round < rounds; round++) {
            int turn = 0;
            for (IntSupplier each : turns.values()) {
                long began = System.nanoTime();
                unused += each.getAsInt();
                nanos[turn++][round] = System.nanoTime() - began;
            }
        }
        blas.free();
        print(people, List.copyOf(turns.keySet()), nanos, rounds);
        return unused;
    }

    private static void print(int people, List<String> names, long[][] nanos, int rounds) {
        for (int turn = 0; turn < nanos.length; turn++) {
            double[] times = new double[rounds / 2];
            double[] ratios = new double[rounds / 2];
            for (int i = 0; i < times.length; i++) {
                int round = rounds - times.length + i;
                times[i] = nanos[turn][round] / 1e3;
                ratios[i] = (double) nanos[turn][round] / nanos[0][round];
            }
            Arrays.sort(times);
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "| %d | %s | %.0f | %.2f | %.2f..%.2f |%n", people, names.get(turn), times[times.length / 2],
                    ratios[ratios.length / 2], ratios[ratios.length / 4], ratios[3 * ratios.length / 4]);
        }
    }
}
