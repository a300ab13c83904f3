package io.lintel.daemon;

import io.lintel.hal.Camera;

/** Opens the configured camera anew. */
@FunctionalInterface
public interface CameraOpener {
    /**
     * Opens and starts it; may take as long as the settings allow.
     *
     * @throws io.lintel.hal.HalException when it cannot be had
     */
    Camera open();
}
