package io.lintel.hal.sim;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraMode;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The {@code sim} scheme: {@code sim:NAME?fps=15&width=640&height=480&fault=frozen&fault-after=100&fault-for=50}.
 *
 * <p>Names: {@code test-pattern} (colour bars with a moving square), {@code grey} and {@code black} (solid). Faults are those of
 * {@link CameraFault}, in lower case, counted in frames. Size and rate of the {@link CameraSettings}, where given, win.
 *
 * <p>A test that wants its own pictures, and the crank in its hand, hands in its own cameras instead.
 */
public final class SimCameraProvider implements CameraProvider {
    private static final List<String> NAMES = List.of("test-pattern", "grey", "black");
    private static final int GREY = 0x80;

    private final Function<CameraSettings, ? extends Camera> cameras;

    /** For {@link java.util.ServiceLoader}: cameras by name, paced in real time. */
    public SimCameraProvider() {
        this.cameras = settings -> byName(settings, System::nanoTime);
    }

    /**
     * A provider of a test's own cameras.
     *
     * @param cameras opens one for each settings of scheme {@code sim}; may throw {@link HalException} to script a failing open
     */
    public SimCameraProvider(Function<CameraSettings, ? extends Camera> cameras) {
        this.cameras = cameras;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("sim");
    }

    @Override
    public List<CameraInfo> list() {
        return NAMES.stream()
                .map(name -> new CameraInfo("sim:" + name, "simulated " + name, List.of(), List.of()))
                .toList();
    }

    @Override
    public Camera open(CameraSettings settings) {
        if (!settings.scheme().equals("sim")) {
            throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", settings.source(), "only sim: is known here");
        }
        return cameras.apply(settings);
    }

    private static Camera byName(CameraSettings settings, LongSupplier nanos) {
        SimAddress address = SimAddress.parse(settings);
        CameraMode mode = SimCamera.mode(address.width(), address.height(), address.framesPerSecond());
        FrameSource source = switch (address.name()) {
            case "test-pattern" -> new TestPattern(mode.width(), mode.height());
            case "grey" -> FrameSource.solid(GREY);
            case "black" -> FrameSource.solid(0);
            default -> throw new HalException(HalErrorKind.GONE, "open camera", settings.source(),
                    "no such simulated camera; there are " + String.join(", ", NAMES));
        };
        SimCamera camera = new SimCamera(settings.source(), mode, source, nanos);
        CameraPacer.start(camera, address.script(), nanos);
        return camera;
    }
}
