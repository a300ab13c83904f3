package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.HealthState;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.sim.CameraFault;
import io.lintel.hal.sim.SimCamera;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureAgentTest {
    private final TestClock clock = new TestClock();
    private final Health board = new Health(clock);
    private final Component health = board.component("camera");
    private final Metrics metrics = new Metrics(new PrometheusRegistry());
    private final FrameSlot slot = new FrameSlot();
    private final List<SimCamera> cameras = new ArrayList<>();
    private Optional<HalException> refusal = Optional.empty();
    private int attempts;
    private final CaptureAgent agent =
            new CaptureAgent(this::open, "rtsp://user:secret@lobby/1", slot, health, metrics, new Random(5));

    @AfterEach
    void close() {
        agent.onClose();
    }

    @Test
    void newestFrameWinsAndWhatItOvertakesGoesBack() {
        turn();
        for (int i = 0; i < 20; i++) {
            camera().step();
            turn();
        }
        assertThat(metrics.frames()).isEqualTo(20);
        assertThat(slot.overtaken()).isEqualTo(19);
        try (Frame newest = slot.take().orElseThrow()) {
            assertThat(newest.sequence()).isEqualTo(19);
        }
        assertThat(slot.take()).isEmpty();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
        assertThat(health.now().detail()).doesNotContain("secret");
    }

    @Test
    void framesOvertakenInsideTheCameraAreCounted() {
        turn();
        camera().step();
        turn();
        for (int i = 0; i < 5; i++) {
            camera().step();
        }
        turn();
        assertThat(metrics.frames()).isEqualTo(6);
        assertThat(metrics.framesMissed()).isEqualTo(4);
    }

    @Test
    void aCameraThatCannotBeHadIsToldOfAndTriedWithBackOff() {
        refusal = Optional.of(new HalException(HalErrorKind.BUSY, "open camera", "v4l2:/dev/video0", "held by another"));
        for (int i = 0; i < 600; i++) {
            turn();
            clock.advanceMillis(100);
        }
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(health.now().todo()).contains("other program");
        assertThat(attempts).as("attempts in a minute").isBetween(8, 20);
        refusal = Optional.empty();
        for (int i = 0; i < 150 && cameras.isEmpty(); i++) {
            turn();
            clock.advanceMillis(100);
        }
        camera().step();
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void aHiccupIsMendedAtOnceAndNotReported() {
        show();
        camera().fault(CameraFault.GONE);
        camera().step();
        turn();
        turn();
        assertThat(cameras).hasSize(2);
        show();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
        assertThat(board.takeChange()).isEmpty();
    }

    @Test
    void aCameraThatDiesAgainAndAgainIsReportedOnceAndRecovers() {
        show();
        for (int i = 0; i < 300; i++) {
            if (!cameras.isEmpty()) {
                camera().fault(CameraFault.GONE);
                camera().step();
            }
            turn();
            clock.advanceMillis(100);
        }
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(cameras.size()).as("cameras opened in half a minute").isLessThan(20);
        for (int i = 0; i < 200 && health.now().state() != HealthState.OK; i++) {
            camera().step();
            turn();
            clock.advanceMillis(100);
        }
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
        assertThat(board.takeChange()).map(change -> change.state()).contains(HealthState.OFFLINE);
        assertThat(board.takeChange()).map(change -> change.state()).contains(HealthState.OK);
        assertThat(board.takeChange()).isEmpty();
    }

    @Test
    void aStuckCameraIsOpenedAnew() {
        show();
        clock.advanceMillis(4_900);
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
        clock.advanceMillis(200);
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        turn();
        assertThat(cameras).hasSize(2);
        show();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void aFrozenAndABlackPictureAreSeen() {
        show();
        camera().fault(CameraFault.FROZEN);
        for (int i = 0; i < 105; i++) {
            show();
            clock.advanceMillis(100);
        }
        assertThat(health.now().state()).isEqualTo(HealthState.DEGRADED);
        assertThat(health.now().detail()).contains("has not changed for 10 s").doesNotContain("secret");
        assertThat(health.now().todo()).contains("restart the camera");
        camera().fault(CameraFault.NONE);
        show();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
        camera().fault(CameraFault.BLACK);
        for (int i = 0; i < 105; i++) {
            show();
            clock.advanceMillis(100);
        }
        assertThat(health.now().detail()).contains("black");
    }

    private void show() {
        turn();
        camera().step();
        turn();
    }

    private void turn() {
        agent.doWork(clock.getAsLong());
    }

    private SimCamera camera() {
        return cameras.getLast();
    }

    private SimCamera open() {
        attempts++;
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        SimCamera camera = new SimCamera(
                "sim:lobby",
                SimCamera.mode(64, 48, 15),
                (index, pixels) -> {
                    pixels.fill((byte) 90);
                    // One pixel of noise in the first sample.
                    pixels.set(ValueLayout.JAVA_BYTE, 1, (byte) index);
                },
                clock);
        cameras.add(camera);
        return camera;
    }
}
