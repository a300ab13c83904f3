package io.lintel.hal;

/** A GPIO back-end, found by {@link java.util.ServiceLoader}. */
public interface GpioProvider {
    /** The name the configuration chooses it by: {@code pi4j}, {@code sim}. */
    String name();

    /**
     * Opens the back-end.
     *
     * @throws HalException {@code UNSUPPORTED} when this machine has none
     */
    Gpio open();
}
