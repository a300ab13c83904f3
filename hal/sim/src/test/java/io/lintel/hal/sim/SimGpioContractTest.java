package io.lintel.hal.sim;

import io.lintel.hal.Gpio;
import io.lintel.hal.contract.GpioContract;
import io.lintel.hal.contract.GpioRig;
import java.util.List;

class SimGpioContractTest extends GpioContract {
    @Override
    protected GpioRig newRig() {
        return new Rig(new SimGpio(System::nanoTime, "bench", List.of("relay", "contact", "button")));
    }

    private record Rig(SimGpio sim) implements GpioRig {
        @Override
        public Gpio gpio() {
            return sim;
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
        }

        @Override
        public void replug() {
            sim.replug();
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
            sim.close();
        }
    }
}
