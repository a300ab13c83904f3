package io.lintel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.lintel.hal.sim.FrameSource;
import io.lintel.hal.sim.SimCamera;
import io.lintel.hal.sim.SimCameraProvider;
import io.lintel.models.Bundle;
import io.lintel.models.ModelTuning;
import io.lintel.models.TuningFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The whole daemon in this process before a camera that plays a scene, with the real models and a door of nothing. */
final class BenchmarkDoor implements AutoCloseable {
    static final double FRAMES_PER_SECOND = 15;
    /** In every scene somebody comes again within seconds; the first time may have to wait for the models. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Daemon daemon;
    private long from = 1;
    private long lastGrantNanos = System.nanoTime();

    /**
     * Starts a door.
     *
     * @param overlap whether liveness is judged beside the embedding
     */
    BenchmarkDoor(FrameSource scene, int threads, boolean overlap) throws IOException {
        Path folder = Files.createTempDirectory("lintel-benchmark");
        Path state = Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String bundle = Bundle.open(Photographs.bundle()).name();
        new TuningFile(state).write(new ModelTuning(bundle, Runtime.getRuntime().availableProcessors(), overlap, Map.of()));
        daemon = Linteld.start(new ConfigLoader().load(configuration(folder, threads)), backEnds(scene));
    }

    /** Frames in which faces were looked for, since the start. */
    double framesAnalysed() {
        return daemon.control().metrics().lines()
                .filter(line -> line.startsWith("lintel_frames_analysed_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether the models are loaded. */
    boolean recognises() {
        return !daemon.control().status().recognition().bundle().isEmpty();
    }

    void enrol(String person, byte[] portrait) {
        daemon.control().addPerson(new PersonId(person), person, List.of(new Photo(person + ".jpg", portrait)));
    }

    /**
     * The {@code data} of the grants since the last call.
     *
     * @throws IllegalStateException if nobody has been granted for a minute: nothing would be measured
     */
    List<JsonNode> grants() throws IOException {
        List<JsonNode> grants = new ArrayList<>();
        for (String event : daemon.control().events(1_000, OptionalLong.of(from))) {
            JsonNode json = new ObjectMapper().readTree(event);
            from = json.path("data").path("seq").asLong() + 1;
            if (json.path("type").asText().equals("io.lintel.access.granted.v1")) {
                grants.add(json.path("data"));
                lastGrantNanos = System.nanoTime();
            }
        }
        if (System.nanoTime() - lastGrantNanos > PATIENCE_NANOS) {
            throw new IllegalStateException("nobody was granted for a minute; the log says why");
        }
        return grants;
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static BackEnds backEnds(FrameSource scene) {
        BackEnds installed = BackEnds.installed();
        CameraProvider camera = new SimCameraProvider(settings -> {
            CameraMode mode = SimCamera.mode(Scene.WIDTH, Scene.HEIGHT, FRAMES_PER_SECOND);
            SimCamera sim = new SimCamera(settings.source(), mode, scene.unrepeated(), System::nanoTime);
            CameraPacer.start(sim, FaultScript.none(), System::nanoTime);
            return sim;
        });
        return new BackEnds(List.of(camera), installed.gpios(), installed.accelerators(), installed.boards());
    }

    private static Path configuration(Path folder, int threads) throws IOException {
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
                [accelerator]
                threads = %d
                [recognition]
                bundle = "%s"
                [state]
                directory = "%s"
                [control]
                socket = "%s"
                [board]
                provider = "sim"
                """.formatted(threads, Photographs.bundle().toAbsolutePath(), folder.resolve("state"), folder.resolve("s")));
    }
}
