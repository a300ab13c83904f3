package io.lintel.hal;

/** An accelerator back-end, found by {@link java.util.ServiceLoader}. */
public interface AcceleratorProvider {
    /** The name the configuration chooses it by: {@code onnxruntime}, {@code sim}. */
    String name();

    /** Opens the back-end. */
    Accelerator open();
}
