package io.lintel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Capture → relay through the whole daemon, in this process: one woman, enrolled from another photograph, comes before the camera
 * again and again; every grant's stages go into histograms. Two ways in turn: liveness after embedding, and beside it. The median of
 * each is set against the bare model runs it needs: their sum, the longest path through them when liveness runs beside, and what
 * they really take that way.
 */
public final class CaptureToRelay {
    private static final int ROUNDS = 3;
    private static final int GRANTS_A_ROUND = 9;
    private static final String TOTAL = "total";

    private CaptureToRelay() {}

    /**
     * Runs and prints.
     *
     * @param args CPU threads of a model run; 1 if left out
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        SessionSettings settings = new SessionSettings(List.of("cpu"), threads, false, false, 0, Optional.empty());
        Map<String, Histogram> after = new TreeMap<>();
        Map<String, Histogram> beside = new TreeMap<>();
        List<BareRuns.Medians> bare = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            grants(threads, false, after);
            bare.add(BareRuns.measure(settings, BenchmarkDoor.FRAMES_PER_SECOND));
            grants(threads, true, beside);
        }
        System.out.printf(Locale.ROOT, "%ncapture → relay, %d grants each, 640×480 at %.0f fps, %d CPU thread(s) a model, milliseconds%n",
                ROUNDS * GRANTS_A_ROUND, BenchmarkDoor.FRAMES_PER_SECOND, threads);
        print("liveness after embedding", after);
        print("liveness beside the other steps", beside);
        print("back to back", bare.stream().map(BareRuns.Medians::back).toList(), after, beside);
        print("paced like the camera", bare.stream().map(BareRuns.Medians::paced).toList(), after, beside);
        double together = bare.stream().mapToDouble(BareRuns.Medians::beside).sorted().skip(ROUNDS / 2).findFirst().orElse(0);
        System.out.printf(Locale.ROOT, "bare runs paced, liveness beside: %.2f; beside: %.2f × that%n", together / 1e3, total(beside) / together);
    }

    private static void grants(int threads, boolean overlap, Map<String, Histogram> stages) throws IOException, InterruptedException {
        try (BenchmarkDoor door = new BenchmarkDoor(Scene.comingAndGoing(), threads, overlap)) {
            door.enrol("woman", Scene.portrait());
            int grants = 0;
            while (grants < GRANTS_A_ROUND) {
                Thread.sleep(500);
                for (JsonNode grant : door.grants()) {
                    grants++;
                    record(grant.path("latency_us"), stages);
                }
            }
        }
    }

    private static void record(JsonNode micros, Map<String, Histogram> stages) {
        micros.properties().forEach(stage -> stages.computeIfAbsent(stage.getKey(), _ -> new Histogram(3_600_000_000L, 3))
                .recordValue(stage.getValue().asLong()));
    }

    private static void print(String way, Map<String, Histogram> stages) {
        System.out.printf("%-32s %8s %8s %8s %8s%n", way, "p50", "p95", "p99", "max");
        List<String> order = new ArrayList<>(
                List.of("capture", "detect", "landmarks", "quality", "align", "embed", "match", "liveness", "decide", "relay", TOTAL));
        order.retainAll(stages.keySet());
        for (String stage : order) {
            Histogram histogram = stages.getOrDefault(stage, new Histogram(1));
            System.out.printf(Locale.ROOT, "%-32s %8.2f %8.2f %8.2f %8.2f%n", stage,
                    histogram.getValueAtPercentile(50) / 1e3, histogram.getValueAtPercentile(95) / 1e3,
                    histogram.getValueAtPercentile(99) / 1e3, histogram.getMaxValue() / 1e3);
        }
    }

    private static void print(
            String how, List<Map<Role, Double>> rounds, Map<String, Histogram> after, Map<String, Histogram> beside) {
        double detector = median(rounds, Role.DETECTOR);
        double landmarker = median(rounds, Role.LANDMARKER);
        double embedder = median(rounds, Role.EMBEDDER);
        double liveness = median(rounds, Role.LIVENESS);
        // The landmarker takes two passes.
        double sum = detector + 2 * landmarker + embedder + liveness;
        double longest = detector + Math.max(2 * landmarker + embedder, liveness);
        System.out.printf(Locale.ROOT,
                "bare runs %s: detector %.2f landmarker %.2f embedder %.2f liveness %.2f; sum %.2f, longest path %.2f%n"
                        + "  after: %.2f × the sum; beside: %.2f × the sum, %.2f × the longest path%n",
                how, detector / 1e3, landmarker / 1e3, embedder / 1e3, liveness / 1e3, sum / 1e3, longest / 1e3,
                total(after) / sum, total(beside) / sum, total(beside) / longest);
    }

    private static double total(Map<String, Histogram> stages) {
        return stages.getOrDefault(TOTAL, new Histogram(1)).getValueAtPercentile(50);
    }

    private static double median(List<Map<Role, Double>> rounds, Role role) {
        return rounds.stream().mapToDouble(each -> each.getOrDefault(role, 0.0)).sorted().skip(rounds.size() / 2).findFirst().orElse(0);
    }
}
