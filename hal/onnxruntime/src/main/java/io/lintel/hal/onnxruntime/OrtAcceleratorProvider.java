package io.lintel.hal.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;

/**
 * ONNX Runtime as an accelerator: {@code cpu} everywhere, {@code cuda} and {@code tensorrt} where a GPU build of the runtime and its
 * libraries are installed.
 *
 * <p>The natives come from the jar, or from the folder that {@code -Donnxruntime.native.path} names; it must hold both
 * {@code libonnxruntime.so} and {@code libonnxruntime4j_jni.so} of exactly the jar's version (on a Jetson: the jar's version follows the
 * JetPack's build).
 */
public final class OrtAcceleratorProvider implements AcceleratorProvider {
    /** The name the configuration chooses it by. */
    public static final String NAME = "onnxruntime";

    /** For {@link java.util.ServiceLoader}. */
    public OrtAcceleratorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /**
     * {@inheritDoc}
     *
     * @throws HalException {@code UNSUPPORTED} when the native libraries cannot be loaded
     */
    @Override
    public Accelerator open() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return new OrtAccelerator(environment);
        } catch (LinkageError | OrtException | IllegalStateException e) {
            throw new HalException(
                    HalErrorKind.UNSUPPORTED,
                    "open accelerator",
                    NAME,
                    "the native libraries of ONNX Runtime cannot be loaded (" + Reason.of(e) + "); this build needs glibc 2.28 on x86-64 or"
                            + " arm64, or -Donnxruntime.native.path=FOLDER with libraries of the jar's own version",
                    e);
        }
    }
}
