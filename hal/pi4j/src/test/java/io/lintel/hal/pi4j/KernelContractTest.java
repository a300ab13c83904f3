package io.lintel.hal.pi4j;

import io.lintel.hal.contract.GpioContract;
import io.lintel.hal.contract.GpioRig;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract in front of a real kernel. {@link BoardRunTest} starts it inside the virtual board. */
@EnabledIfEnvironmentVariable(named = SimulatedChip.INSIDE, matches = "/.*", disabledReason = "runs inside the virtual board only")
class KernelContractTest extends GpioContract {
    @Override
    protected GpioRig newRig() {
        return new SimulatedChip();
    }
}
