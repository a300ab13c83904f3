package io.lintel.hal.pi4j;

import io.lintel.hal.Gpio;
import io.lintel.hal.contract.GpioContract;
import io.lintel.hal.contract.GpioRig;
import io.lintel.hal.sim.SimGpio;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** The contract down to the structures, in front of a kernel in memory: for machines without GPIO. */
class Pi4jGpioContractTest extends GpioContract {
    @TempDir
    private Path dev;

    private final AtomicInteger numbers = new AtomicInteger();

    @Override
    protected GpioRig newRig() {
        return new Rig();
    }

    private final class Rig implements GpioRig {
        private final SimGpio sim = new SimGpio(System::nanoTime, "bench", List.of("relay", "contact", "button"));
        private final FakeKernel kernel = new FakeKernel(dev);
        private final Gpio gpio = new Pi4jGpio(kernel, dev, Pi4jGpio.CONSUMER, System::nanoTime);
        private FakeKernel.Chip chip = kernel.plug(numbers.getAndIncrement(), "bench", sim);

        @Override
        public Gpio gpio() {
            return gpio;
        }

        @Override
        public AutoCloseable occupy(String line) {
            sim.occupy(line, occupant());
            return () -> sim.vacate(line);
        }

        @Override
        public String occupant() {
            return "line-thief";
        }

        @Override
        public String chip() {
            return "bench";
        }

        @Override
        public String output() {
            return "relay";
        }

        @Override
        public String input() {
            return "contact";
        }

        @Override
        public void driveHigh(String line, boolean high) {
            sim.driveHigh(line, high);
        }

        @Override
        public boolean isHigh(String line) {
            return sim.isHigh(line);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void unplug() {
            sim.unplug();
            kernel.unplug(chip);
        }

        @Override
        public void replug() {
            sim.replug();
            chip = kernel.plug(numbers.getAndIncrement(), "bench", sim);
        }

        @Override
        public boolean canDeny() {
            return true;
        }

        @Override
        public void deny(boolean refuse) {
            sim.deny(refuse);
        }

        @Override
        public void close() {
            gpio.close();
        }
    }
}
