package io.lintel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.core.control.Control;
import io.lintel.core.control.Photo;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.hal.CameraMode;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.sim.CameraPacer;
import io.lintel.hal.sim.FaultScript;
import io.lintel.hal.sim.SimCamera;
import io.lintel.hal.sim.SimCameraProvider;
import io.lintel.models.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Capture → relay through the whole daemon, in this process: one woman, enrolled from another photograph, comes before the camera
 * again and again; every grant's stages go into histograms, and their sum is set against the bare model runs that it needs.
 */
public final class CaptureToRelay {
    private static final int APPROACHES = 25;
    private static final double FRAMES_PER_SECOND = 15;
    private static final PersonId WOMAN = new PersonId("woman");
    private static final String TOTAL = "total";

    private CaptureToRelay() {}

    /**
     * Runs and prints.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lintel-benchmark");
        Map<String, Histogram> stages = new TreeMap<>();
        try (Daemon daemon = Linteld.start(new ConfigLoader().load(configuration(folder)), backEnds())) {
            Control control = daemon.control();
            control.addPerson(WOMAN, "Woman", List.of(new Photo("sample3.jpg", Scene.portrait())));
            int grants = 0;
            long from = 1;
            while (grants < APPROACHES) {
                Thread.sleep(500);
                for (String event : control.events(1_000, OptionalLong.of(from))) {
                    JsonNode json = new ObjectMapper().readTree(event);
                    from = json.path("data").path("seq").asLong() + 1;
                    if (json.path("type").asText().equals("io.lintel.access.granted.v1")) {
                        grants++;
                        record(json.path("data").path("latency_us"), stages);
                    }
                }
            }
        }
        Map<Role, Double> bare = BareRuns.medianMicros();
        print(stages, bare);
    }

    private static void record(JsonNode micros, Map<String, Histogram> stages) {
        micros.properties().forEach(stage -> stages.computeIfAbsent(stage.getKey(), _ -> new Histogram(3_600_000_000L, 3))
                .recordValue(stage.getValue().asLong()));
    }

    private static void print(Map<String, Histogram> stages, Map<Role, Double> bare) {
        System.out.printf(Locale.ROOT, "%ncapture → relay, %d grants, 640×480 at %.0f fps, one thread a model, milliseconds%n",
                APPROACHES, FRAMES_PER_SECOND);
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
        double needed = bare.getOrDefault(Role.DETECTOR, 0.0)
                + 2 * bare.getOrDefault(Role.LANDMARKER, 0.0)
                + bare.getOrDefault(Role.EMBEDDER, 0.0)
                + bare.getOrDefault(Role.LIVENESS, 0.0);
        double total = stages.getOrDefault(TOTAL, new Histogram(1)).getValueAtPercentile(50);
        bare.forEach((role, median) -> System.out.printf(Locale.ROOT, "bare run of %-12s %8.2f%n", role.key(), median / 1e3));
        System.out.printf(Locale.ROOT, "capture → relay p50 is %.2f × the bare runs it needs (%.2f ms)%n", total / needed, needed / 1e3);
    }

    private static BackEnds backEnds() {
        BackEnds installed = BackEnds.installed();
        CameraProvider camera = new SimCameraProvider(settings -> {
            CameraMode mode = SimCamera.mode(Scene.WIDTH, Scene.HEIGHT, FRAMES_PER_SECOND);
            SimCamera sim = new SimCamera(settings.source(), mode, Scene.comingAndGoing(), System::nanoTime);
            CameraPacer.start(sim, FaultScript.none(), System::nanoTime);
            return sim;
        });
        return new BackEnds(List.of(camera), installed.gpios(), installed.accelerators(), installed.boards());
    }

    private static Path configuration(Path folder) throws IOException {
        return Files.writeString(folder.resolve("lintel.toml"), """
                [site]
                id = "benchmark"
                [door]
                id = "door"
                unlock-time = "500ms"
                repeat-suppression = "0s"
                [camera]
                source = "sim:scene"
                [gpio]
                provider = "sim"
                [gpio.relay]
                line = "door-relay"
                [recognition]
                bundle = "%s"
                liveness = "monitor"
                liveness-waiver = "a benchmark on photographs: no door is attached"
                [state]
                directory = "%s"
                [control]
                socket = "%s"
                [board]
                provider = "sim"
                """.formatted(Photographs.bundle().toAbsolutePath(), folder.resolve("state"), folder.resolve("s")));
    }
}
