package io.lintel.hal.pi4j;

import io.lintel.hal.contract.GpioContract;
import io.lintel.hal.contract.GpioRig;
import org.junit.jupiter.api.Tag;

/** The contract in front of a real kernel: that of the virtual board. */
@Tag("board")
class KernelContractTest extends GpioContract {
    @Override
    protected GpioRig newRig() {
        return new SimulatedChip();
    }
}
