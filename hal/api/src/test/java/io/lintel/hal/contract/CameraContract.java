package io.lintel.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraMode;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every camera back-end promises, whatever it is made of. A back-end extends this class and names its sources. */
@Timeout(60)
public abstract class CameraContract {
    private static final long SECOND = 1_000_000_000L;
    /** How long a machine under load may keep a test waiting for a frame. */
    private static final long PATIENCE = 15 * SECOND;
    /** More than any pool holds. */
    private static final int MANY = 70;

    /** The back-end. */
    protected abstract CameraProvider provider();

    /** A source that gives at least five frames a second for at least 20 seconds, each time it is opened. */
    protected abstract CameraSettings endless();

    /** A source of the same scheme that is not there. */
    protected abstract CameraSettings absent();

    private Camera open() {
        return provider().open(endless());
    }

    private static Frame next(Camera camera) {
        return camera.take(PATIENCE).orElseThrow(() -> new AssertionError("no frame within 15 s"));
    }

    @Test
    void theSchemesAreNamed() {
        assertThat(provider().schemes()).contains(endless().scheme()).allMatch(scheme -> scheme.matches("[a-z][a-z0-9]*"));
    }

    @Test
    void listingNeverFails() {
        assertThat(provider().list()).allSatisfy(camera ->
                assertThat(provider().schemes()).contains(CameraSettings.of(camera.source()).scheme()));
    }

    @Test
    void theModeIsKnownOnceOpenAndTheFramesHaveIt() {
        try (Camera camera = open(); Frame frame = next(camera)) {
            CameraMode mode = camera.mode();
            assertThat(mode.width()).isPositive();
            assertThat(mode.height()).isPositive();
            assertThat(mode.framesPerSecond()).isGreaterThanOrEqualTo(0).isFinite();
            assertThat(mode.description()).isNotBlank();
            assertThat(frame.width()).isEqualTo(mode.width());
            assertThat(frame.height()).isEqualTo(mode.height());
            assertThat(frame.format()).isEqualTo(mode.format());
            assertThat(frame.pixels().byteSize()).isEqualTo((long) frame.stride() * frame.height());
            assertThat(frame.pixels().address() % 64).as("64-byte alignment").isZero();
        }
    }

    @Test
    void sequenceAndCaptureTimeGrowAndTheTimeIsThatOfNanoTime() {
        try (Camera camera = open()) {
            long sequence = -1;
            long captured = Long.MIN_VALUE;
            for (int i = 0; i < 10; i++) {
                try (Frame frame = next(camera)) {
                    long now = System.nanoTime();
                    assertThat(frame.sequence()).isGreaterThan(sequence);
                    assertThat(frame.captureNanos()).isGreaterThan(captured);
                    assertThat(now - frame.captureNanos()).as("age of frame %s in ns", i).isBetween(-SECOND / 20, 5 * SECOND);
                    sequence = frame.sequence();
                    captured = frame.captureNanos();
                }
            }
        }
    }

    @Test
    void lookingOnceDoesNotWait() {
        try (Camera camera = open()) {
            next(camera).close();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                camera.take(0).ifPresent(Frame::close);
            }
            assertThat(System.nanoTime() - start).isLessThan(4 * SECOND);
        }
    }

    @Test
    void whatNobodyTakesIsDroppedCountedAndShowsAsAGapInTheSequence() {
        try (Camera camera = open()) {
            long sequence;
            try (Frame first = next(camera)) {
                sequence = first.sequence();
            }
            long droppedBefore = camera.dropped();
            long deadline = System.nanoTime() + PATIENCE;
            while (camera.dropped() < droppedBefore + 2) {
                assertThat(System.nanoTime()).as("frames must be dropped while nobody takes them").isLessThan(deadline);
                Thread.onSpinWait();
            }
            long lost = 0;
            long dropped = Long.MAX_VALUE;
            // What was dropped after the newest frame shows as a gap before the next one only: on a slow machine that takes a few.
            for (int taken = 0; Math.abs(dropped - lost) > 1 && System.nanoTime() < deadline; taken++) {
                try (Frame frame = next(camera)) {
                    lost = frame.sequence() - sequence - 1 - taken;
                    dropped = camera.dropped() - droppedBefore;
                }
            }
            assertThat(lost).isGreaterThanOrEqualTo(2);
            assertThat(dropped).as("dropped, of %s lost", lost).isCloseTo(lost, within(1L));
        }
    }

    @Test
    void aSlotKeepsItsFrameAndItsMemory() {
        try (Camera camera = open()) {
            Map<Integer, Frame> frames = new HashMap<>();
            Map<Integer, Long> addresses = new HashMap<>();
            for (int i = 0; i < 12; i++) {
                try (Frame frame = next(camera)) {
                    assertThat(frames.merge(frame.slot(), frame, (known, same) -> known)).isSameAs(frame);
                    assertThat(addresses.merge(frame.slot(), frame.pixels().address(), (known, same) -> known))
                            .isEqualTo(frame.pixels().address());
                }
            }
        }
    }

    @Test
    void aReaderThatHoldsEverythingStarvesOnlyItself() {
        try (Camera camera = open()) {
            List<Frame> held = new ArrayList<>();
            Optional<Frame> frame = camera.take(PATIENCE);
            while (frame.isPresent()) {
                held.add(frame.get());
                assertThat(held).as("a pool is bounded").hasSizeLessThan(MANY);
                frame = camera.take(SECOND);
            }
            assertThat(held).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
            long newest = held.getLast().sequence();
            held.forEach(Frame::close);
            try (Frame next = next(camera)) {
                assertThat(next.sequence()).isGreaterThan(newest);
            }
        }
    }

    @Test
    void aLeasedFrameStaysReadableAfterTheCameraIsClosed() {
        Camera camera = open();
        Frame frame = next(camera);
        camera.close();
        long bytes = frame.pixels().byteSize();
        assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, bytes - 1)).isBetween(Byte.MIN_VALUE, Byte.MAX_VALUE);
        frame.close();
        assertThatThrownBy(frame::close).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWakesAWaitingTaker() throws InterruptedException {
        Camera camera = open();
        AtomicReference<HalErrorKind> outcome = new AtomicReference<>();
        CountDownLatch taking = new CountDownLatch(1);
        Thread taker = new Thread(() -> {
            try {
                while (true) {
                    camera.take(PATIENCE).ifPresent(Frame::close);
                    taking.countDown();
                }
            } catch (HalException e) {
                outcome.set(e.kind());
            }
        });
        taker.start();
        assertThat(taking.await(20, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).as("time to close, ns").isLessThan(5 * SECOND);
        taker.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(taker.isAlive()).as("the taker sleeps on").isFalse();
        assertThat(outcome).hasValue(HalErrorKind.GONE);
    }

    @Test
    void closingTwiceIsHarmlessAndAClosedCameraIsGone() {
        Camera camera = open();
        camera.close();
        camera.close();
        assertThatThrownBy(() -> camera.take(0)).isInstanceOfSatisfying(
                HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        assertThatThrownBy(() -> camera.take(SECOND)).isInstanceOf(HalException.class);
    }

    @Test
    void aClosedCameraCanBeOpenedAgainAtOnce() {
        for (int i = 0; i < 3; i++) {
            try (Camera camera = open()) {
                next(camera).close();
            }
        }
    }

    @Test
    void whatIsNotThereIsGoneAndTheMessageNamesIt() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> provider().open(absent()).close()).isInstanceOfSatisfying(HalException.class, e -> {
            assertThat(e.kind()).isEqualTo(HalErrorKind.GONE);
            assertThat(e.operation()).isEqualTo("open camera");
            assertThat(e.device()).isEqualTo(absent().source());
            assertThat(e.getMessage()).contains(absent().source()).doesNotContain("null");
        });
        assertThat(System.nanoTime() - start).isLessThan(absent().openTimeout().toNanos() + 5 * SECOND);
    }

    @Test
    void aStrangersSchemeIsUnsupported() {
        assertThatThrownBy(() -> provider().open(CameraSettings.of("telepathy:door")).close()).isInstanceOfSatisfying(
                HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.UNSUPPORTED));
    }
}
