package io.lintel.hal.sim;

import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.contract.CameraContract;

class SimCameraContractTest extends CameraContract {
    @Override
    protected CameraProvider provider() {
        return new SimCameraProvider();
    }

    @Override
    protected CameraSettings endless() {
        return CameraSettings.of("sim:test-pattern?fps=50&width=64&height=48");
    }

    @Override
    protected CameraSettings absent() {
        return CameraSettings.of("sim:nobody");
    }
}
