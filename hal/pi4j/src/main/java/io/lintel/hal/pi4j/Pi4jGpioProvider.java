package io.lintel.hal.pi4j;

import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's GPIO lines through Pi4J.
 *
 * <p>It opens on any Linux that knows GPIO, chips or no chips: an expander may be plugged in later.
 */
public final class Pi4jGpioProvider implements GpioProvider {
    private static final Path DEV = Path.of("/dev");
    private static final Path SUBSYSTEM = Path.of("/sys/bus/gpio");

    /** For the service loader. */
    public Pi4jGpioProvider() {}

    @Override
    public String name() {
        return "pi4j";
    }

    @Override
    public Gpio open() {
        if (!System.getProperty("os.name", "").equals("Linux") || !Files.exists(SUBSYSTEM)) {
            throw new HalException(
                    HalErrorKind.UNSUPPORTED,
                    "open",
                    "GPIO",
                    "this machine's kernel has no GPIO (no " + SUBSYSTEM + "); use [gpio] provider = \"sim\" to try Lintel here");
        }
        return new Pi4jGpio(new Libc(), DEV, Pi4jGpio.CONSUMER, System::nanoTime);
    }
}
