package io.lintel.hal.pi4j;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.lintel.hal.Gpio;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import io.lintel.hal.contract.GpioRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * The virtual board's chip, a real kernel's gpio-sim: the other end of its wires is in sysfs, its plug in configfs.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/gpio/gpio-sim.html">gpio-sim</a>
 */
final class SimulatedChip implements GpioRig {
    private static final List<String> LINES = List.of("door-relay", "door-contact", "exit-button", "tamper", "fire", "relay-sense");
    private static final byte[] PULL_UP = "pull-up".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PULL_DOWN = "pull-down".getBytes(StandardCharsets.US_ASCII);
    /** A user without rights. */
    private static final int NOBODY = 65534;

    private final Path live = Path.of(Objects.requireNonNull(System.getenv("GPIO_LIVE"), "runs inside tools/board only"));
    private final Path config = Objects.requireNonNull(live.getParent());
    private final Gpio gpio = new Pi4jGpio(new Libc(), Path.of("/dev"), Pi4jGpio.CONSUMER, System::nanoTime);
    private final Gpio thief = new Pi4jGpio(new Libc(), Path.of("/dev"), "line-thief", System::nanoTime);

    SimulatedChip() {
        replug();
        LINES.forEach(line -> driveHigh(line, false));
    }

    /** The kernel's name of the chip now, {@code gpiochip0}. */
    String kernelName() {
        return read(config.resolve("bank0/chip_name"));
    }

    /** Whoever listens at the end of the wire from the relay: another program's input. */
    InputLine monitor() {
        return thief.input(LineSettings.of(chip(), "relay-sense"));
    }

    @Override
    public Gpio gpio() {
        return gpio;
    }

    @Override
    public AutoCloseable occupy(String line) {
        return thief.output(LineSettings.of(chip(), line), false);
    }

    @Override
    public String occupant() {
        return "line-thief";
    }

    @Override
    public String chip() {
        return "lintel-board";
    }

    @Override
    public String output() {
        return "door-relay";
    }

    @Override
    public String input() {
        return "door-contact";
    }

    @Override
    public void driveHigh(String line, boolean high) {
        try {
            Files.write(wire(line).resolve("pull"), high ? PULL_UP : PULL_DOWN, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isHigh(String line) {
        return read(wire(line).resolve("value")).equals("1");
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void unplug() {
        write(live, "0");
    }

    @Override
    public void replug() {
        if (read(live).equals("0")) {
            write(live, "1");
        }
    }

    @Override
    public boolean canDeny() {
        return true;
    }

    /** The files are this thread's to open as nobody would, or as root again: setfsuid(2) is a matter of the thread. */
    @Override
    public void deny(boolean refuse) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setfsuid =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("setfsuid"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try {
            int before = (int) setfsuid.invokeExact(refuse ? NOBODY : 0);
            if (before != (refuse ? 0 : NOBODY)) {
                throw new IllegalStateException("these tests need root inside the board");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gpio.close();
        thief.close();
        replug();
    }

    /** The other end of a line, for those who write to it fast. */
    Path wire(String line) {
        Path device = Path.of("/sys/devices/platform", read(config.resolve("dev_name")), kernelName());
        return device.resolve("sim_gpio" + LINES.indexOf(line));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
