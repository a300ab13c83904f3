package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.Control;
import io.lintel.core.control.HealthState;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.hal.Edge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The whole daemon between a kernel's camera and a kernel's relay line. */
@Tag("board")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KernelDoorTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Longer than the daemon watches before it says that a picture is frozen or black. */
    private static final long LONG = 11 * SECOND;

    private final EventCodec codec = new EventCodec();
    private Reel walkUps = new Reel(List.of());
    private GroundTruth truth = new GroundTruth(WalkUpVideo.FRAMES_PER_SECOND, 1, List.of());
    private @Nullable Stage stage;

    /** What is open while the tests run. */
    private record Stage(ReelPlayer player, RelayWire wire, BoardDaemon daemon) {}

    @BeforeAll
    void open() throws IOException {
        walkUps = Reel.read(BoardProgramme.FOLDER.resolve("walk-ups.reel"));
        truth = GroundTruth.read(BoardProgramme.FOLDER.resolve("truth.json"));
        stage = new Stage(new ReelPlayer(), new RelayWire(), BoardDaemon.start());
    }

    @AfterAll
    void close() throws IOException {
        try (ReelPlayer player = stage().player();
                RelayWire wire = stage().wire()) {
            assertThat(player).isNotNull();
            stage().daemon().close();
            assertThat(wire.high()).as("stopped, it leaves the relay at rest").isFalse();
        }
    }

    /** An empty corridor, until the daemon sees it and knows whom to let in. */
    @BeforeEach
    void empty() throws IOException {
        stage().daemon().await("camera and people", KernelDoorTest::ready, () -> play(walkUps, 0, truth.framesPerSecond()));
        stage().wire().edges();
    }

    private static boolean ready(Control control) {
        return control.status().recognition().people() > 0 && component(control, "camera").state() == HealthState.OK;
    }

    @Test
    void whoWalksUpIsLetInAndTheKernelsStampsTellHowSoon() {
        long from = lastEvent() + 1;
        long[] shown = play(walkUps, 0, walkUps.pictures().size());
        List<Edge> openings = stage().wire().edges().stream().filter(Edge::active).toList();
        List<DoorEvent> granted = events(from).stream().filter(event -> event.type() == EventType.ACCESS_GRANTED).toList();

        for (WalkUp walkUp : truth.walkUps()) {
            long begin = shown[walkUp.fromFrame()];
            long end = shown[walkUp.toFrame()] + SECOND / 4;
            assertThat(openings)
                    .as("openings for %s", walkUp)
                    .filteredOn(edge -> edge.timestampNanos() >= begin && edge.timestampNanos() < end)
                    .hasSize(1);
        }
        assertThat(openings).hasSameSizeAs(truth.walkUps());
        assertThat(granted).extracting(event -> event.person().orElseThrow().value())
                .containsExactlyElementsOf(truth.walkUps().stream().map(WalkUp::person).toList());
        long[] latencies = new long[openings.size()];
        for (int i = 0; i < latencies.length; i++) {
            long opened = openings.get(i).timestampNanos();
            long captured = nearest(shown, opened - granted.get(i).latency().totalNanos());
            latencies[i] = opened - captured;
            assertThat(captured).as("the picture that decided was one of the walk-up's")
                    .isBetween(shown[truth.walkUps().get(i).fromFrame()], shown[truth.walkUps().get(i).toFrame()]);
        }
        Arrays.sort(latencies);
        System.out.printf("capture to relay by the kernel's stamps: p50 %.1f ms, max %.1f ms over %d openings%n",
                latencies[latencies.length / 2] / 1e6, latencies[latencies.length - 1] / 1e6, latencies.length);
    }

    @Test
    void aPhotographHeldStillLetsNobodyInAndAPictureThatFreezesOrGoesBlackIsToldOf() throws IOException {
        WalkUp clara = truth.walkUps().stream().filter(walkUp -> walkUp.person().equals("clara")).findFirst().orElseThrow();
        stage().player().hold(walkUps.picture(clara.toFrame() - 1), LONG);
        assertThat(stage().wire().edges()).isEmpty();
        assertThat(component(stage().daemon().control(), "camera")).satisfies(camera -> {
            assertThat(camera.state()).isEqualTo(HealthState.DEGRADED);
            assertThat(camera.detail()).contains("frozen for 10 s");
        });

        stage().player().hold(Reel.read(BoardProgramme.FOLDER.resolve("black.reel")).picture(0), LONG);
        assertThat(stage().wire().edges()).isEmpty();
        assertThat(component(stage().daemon().control(), "camera").detail()).contains("black for 10 s");

        empty();
        play(walkUps, clara.fromFrame(), clara.toFrame());
        play(walkUps, 0, truth.framesPerSecond());
        assertThat(stage().wire().edges()).as("the same face, alive").filteredOn(Edge::active).hasSize(1);
    }

    @Test
    void aPhotographOnATabletLetsNobodyIn() throws IOException {
        long from = lastEvent() + 1;
        Reel tablet = Reel.read(BoardProgramme.FOLDER.resolve("tablet.reel"));
        play(tablet, 0, tablet.pictures().size());
        play(walkUps, 0, 2 * truth.framesPerSecond());
        assertThat(stage().wire().edges()).isEmpty();
        assertThat(events(from)).extracting(DoorEvent::type).contains(EventType.ACCESS_DENIED);
    }

    private long[] play(Reel reel, int from, int to) {
        long[] shown = new long[to - from];
        for (int frame = from; frame < to; frame++) {
            shown[frame - from] = stage().player().show(reel.picture(frame));
        }
        return shown;
    }

    private static long nearest(long[] shown, long captured) {
        long best = shown[0];
        for (long each : shown) {
            best = Math.abs(each - captured) < Math.abs(best - captured) ? each : best;
        }
        return best;
    }

    private long lastEvent() {
        List<String> newest = stage().daemon().control().events(1, OptionalLong.empty());
        return newest.isEmpty() ? 0 : codec.decode(newest.getFirst().getBytes(StandardCharsets.UTF_8)).stamp().seq();
    }

    private List<DoorEvent> events(long from) {
        List<DoorEvent> events = new ArrayList<>();
        for (String json : stage().daemon().control().events(500, OptionalLong.of(from))) {
            events.add(codec.decode(json.getBytes(StandardCharsets.UTF_8)).event());
        }
        return events;
    }

    private static ComponentHealth component(Control control, String name) {
        return control.health().components().stream().filter(each -> each.component().equals(name)).findFirst().orElseThrow();
    }

    private Stage stage() {
        return Objects.requireNonNull(stage);
    }
}
