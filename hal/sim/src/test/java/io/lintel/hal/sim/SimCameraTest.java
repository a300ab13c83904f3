package io.lintel.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SimCameraTest {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 16;
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(1_000);

    private SimCamera camera(FrameSource source) {
        return new SimCamera("sim:lens", SimCamera.mode(WIDTH, HEIGHT, 10), source, clock::get);
    }

    private static byte[] pixels(Camera camera) {
        try (Frame frame = camera.take(0).orElseThrow()) {
            return frame.pixels().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static byte[] picture(int value) {
        byte[] picture = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(picture, (byte) value);
        return picture;
    }

    @Test
    void oneStepOnePictureStampedByTheClock() {
        try (SimCamera camera = camera(FrameSource.of(picture(1), picture(2)))) {
            assertThat(camera.take(0)).isEmpty();
            for (int i = 0; i < 5; i++) {
                clock.addAndGet(100);
                camera.step();
                try (Frame frame = camera.take(0).orElseThrow()) {
                    assertThat(frame.sequence()).isEqualTo(i);
                    assertThat(frame.captureNanos()).isEqualTo(1_000 + 100 * (i + 1));
                    assertThat(frame.pixels().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(picture(1 + i % 2));
                }
                assertThat(camera.take(0)).isEmpty();
            }
        }
    }

    @Test
    void anUnrepeatedPictureDiffersFromAllBeforeInItsNoiseAlone() {
        try (SimCamera camera = camera(FrameSource.of(picture(1)).unrepeated())) {
            camera.step();
            byte[] first = pixels(camera);
            camera.step();
            byte[] second = pixels(camera);
            assertThat(second).isNotEqualTo(first);
            assertThat(Arrays.copyOfRange(second, Long.BYTES, second.length))
                    .isEqualTo(Arrays.copyOfRange(first, Long.BYTES, first.length))
                    .containsOnly((byte) 1);
        }
    }

    @Test
    void aFrozenCameraRepeatsItsLastPictureFreshlyStamped() {
        try (SimCamera camera = camera((index, pixels) -> pixels.fill((byte) (index + 1)))) {
            camera.step();
            assertThat(pixels(camera)).isEqualTo(picture(1));
            camera.fault(CameraFault.FROZEN);
            for (int i = 1; i < 8; i++) {
                clock.incrementAndGet();
                camera.step();
                try (Frame frame = camera.take(0).orElseThrow()) {
                    assertThat(frame.sequence()).isEqualTo(i);
                    assertThat(frame.captureNanos()).isEqualTo(1_000 + i);
                    assertThat(frame.pixels().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(picture(1));
                }
            }
            camera.fault(CameraFault.NONE);
            camera.step();
            assertThat(pixels(camera)).isEqualTo(picture(9));
        }
    }

    @Test
    void aCoveredLensIsBlackAndAStuckOneGivesNothing() {
        try (SimCamera camera = camera(FrameSource.solid(7))) {
            camera.fault(CameraFault.BLACK);
            camera.step();
            assertThat(pixels(camera)).isEqualTo(picture(0));
            camera.fault(CameraFault.STUCK);
            camera.step();
            assertThat(camera.take(0)).isEmpty();
            camera.fault(CameraFault.NONE);
            camera.step();
            try (Frame frame = camera.take(0).orElseThrow()) {
                assertThat(frame.sequence()).as("the withheld picture leaves a gap").isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GONE,GONE", "CORRUPT,CORRUPT"})
    void aFatalFaultIsThrownForGood(CameraFault fault, HalErrorKind kind) {
        try (SimCamera camera = camera(FrameSource.solid(7))) {
            camera.step();
            camera.fault(fault);
            camera.step();
            assertThat(pixels(camera)).as("what came before the fault").isEqualTo(picture(7));
            camera.fault(CameraFault.NONE);
            camera.step();
            assertThatThrownBy(() -> camera.take(SECOND)).isInstanceOfSatisfying(HalException.class, e -> {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e.getMessage()).contains("sim:lens");
            });
        }
    }

    @Test
    void consecutivePicturesOfTheTestPatternDiffer() {
        try (SimCamera camera = camera(new TestPattern(WIDTH, HEIGHT))) {
            List<byte[]> pictures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                camera.step();
                pictures.add(pixels(camera));
                if (i > 0) {
                    assertThat(pictures.get(i)).as("picture %s", i).isNotEqualTo(pictures.get(i - 1));
                }
            }
        }
    }

    @Test
    void aPictureOfTheWrongSizeIsRefused() {
        try (SimCamera camera = camera(FrameSource.of(new byte[5]))) {
            assertThatThrownBy(camera::step).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5 bytes");
        }
    }

    @Test
    void aScriptedFaultComesWhenItShouldAndGoes() {
        FaultScript script = new FaultScript(CameraFault.BLACK, 10, 5);
        assertThat(script.at(9)).isEqualTo(CameraFault.NONE);
        assertThat(script.at(10)).isEqualTo(CameraFault.BLACK);
        assertThat(script.at(14)).isEqualTo(CameraFault.BLACK);
        assertThat(script.at(15)).isEqualTo(CameraFault.NONE);
    }

    @Test
    void theConfigurationAloneCanUnplugACamera() {
        CameraSettings settings = CameraSettings.of("sim:test-pattern?fps=100&width=32&height=16&fault=gone&fault-after=5");
        try (Camera camera = new SimCameraProvider().open(settings)) {
            assertThat(camera.mode().width()).isEqualTo(32);
            assertThatThrownBy(() -> {
                while (true) {
                    camera.take(10 * SECOND).ifPresent(frame -> {
                        assertThat(frame.sequence()).isLessThan(5);
                        frame.close();
                    });
                }
            }).isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?fps=0", "?fps=many", "?fps", "?width=8", "?height=99999", "?fault=tired", "?colour=red", "?fault-after=-1"})
    void aWrongOptionIsRefusedInWords(String query) {
        assertThatThrownBy(() -> new SimCameraProvider().open(CameraSettings.of("sim:grey" + query)).close())
                .isInstanceOfSatisfying(HalException.class, e -> {
                    assertThat(e.kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
                    assertThat(e.getMessage()).contains("sim:grey" + query);
                });
    }

    @Test
    void aTestBringsItsOwnCameraThroughTheProvider() {
        SimCamera own = camera(FrameSource.solid(3));
        try (Camera opened = new SimCameraProvider(settings -> own).open(CameraSettings.of("sim:anything"))) {
            assertThat(opened).isSameAs(own);
        }
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(CameraProvider.class)).hasAtLeastOneElementOfType(SimCameraProvider.class);
    }
}
