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
 * again and again; every grant's stages go into histograms, and their sum is set against the bare model runs that it needs.
 */
public final class CaptureToRelay {
    private static final int APPROACHES = 25;
    private static final String TOTAL = "total";

    private CaptureToRelay() {}

    /**
     * Runs and prints.
     *
     * @param args CPU threads of a model run; 1 if left out
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        Map<String, Histogram> stages = new TreeMap<>();
        try (BenchmarkDoor door = new BenchmarkDoor(Scene.comingAndGoing(), threads)) {
            door.enrol("woman", Scene.portrait());
            int grants = 0;
            while (grants < APPROACHES) {
                Thread.sleep(500);
                for (JsonNode grant : door.grants()) {
                    grants++;
                    record(grant.path("latency_us"), stages);
                }
            }
        }
        SessionSettings settings = new SessionSettings(List.of("cpu"), threads, false, false, 0, Optional.empty());
        BareRuns.Medians bare = BareRuns.measure(settings, BenchmarkDoor.FRAMES_PER_SECOND);
        System.out.printf(Locale.ROOT, "%ncapture → relay, %d grants, 640×480 at %.0f fps, %d CPU thread(s) a model, milliseconds%n",
                APPROACHES, BenchmarkDoor.FRAMES_PER_SECOND, threads);
        print(stages);
        double total = stages.getOrDefault(TOTAL, new Histogram(1)).getValueAtPercentile(50);
        print("back to back", bare.back(), total);
        print("paced like the camera", bare.paced(), total);
    }

    private static void record(JsonNode micros, Map<String, Histogram> stages) {
        micros.properties().forEach(stage -> stages.computeIfAbsent(stage.getKey(), _ -> new Histogram(3_600_000_000L, 3))
                .recordValue(stage.getValue().asLong()));
    }

    private static void print(Map<String, Histogram> stages) {
        System.out.printf("%-12s %8s %8s %8s %8s%n", "stage", "p50", "p95", "p99", "max");
        List<String> order = new ArrayList<>(
                List.of("capture", "detect", "landmarks", "quality", "align", "embed", "match", "liveness", "decide", "relay", TOTAL));
        order.retainAll(stages.keySet());
        for (String stage : order) {
            Histogram histogram = stages.getOrDefault(stage, new Histogram(1));
            System.out.printf(Locale.ROOT, "%-12s %8.2f %8.2f %8.2f %8.2f%n", stage,
                    histogram.getValueAtPercentile(50) / 1e3, histogram.getValueAtPercentile(95) / 1e3,
                    histogram.getValueAtPercentile(99) / 1e3, histogram.getMaxValue() / 1e3);
        }
    }

    private static void print(String how, Map<Role, Double> bare, double total) {
        StringBuilder line = new StringBuilder("bare runs " + how + ":");
        bare.forEach((role, median) -> line.append(String.format(Locale.ROOT, " %s %.2f", role.key(), median / 1e3)));
        // The landmarker takes two passes.
        double needed = bare.getOrDefault(Role.DETECTOR, 0.0)
                + 2 * bare.getOrDefault(Role.LANDMARKER, 0.0)
                + bare.getOrDefault(Role.EMBEDDER, 0.0)
                + bare.getOrDefault(Role.LIVENESS, 0.0);
        System.out.printf(Locale.ROOT, "%s; capture → relay p50 is %.2f × the %.2f ms it needs%n", line, total / needed, needed / 1e3);
    }
}
