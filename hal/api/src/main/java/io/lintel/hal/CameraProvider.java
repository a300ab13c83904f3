package io.lintel.hal;

import java.util.List;
import java.util.Set;

/** A camera back-end, found by {@link java.util.ServiceLoader}. */
public interface CameraProvider {
    /** The schemes of {@link CameraSettings#source()} that this back-end opens. */
    Set<String> schemes();

    /** The cameras it can see now; empty if there is nothing to enumerate. */
    List<CameraInfo> list();

    /**
     * Opens a camera and starts it.
     *
     * @throws HalException {@code GONE} no such device or file, {@code BUSY}, {@code DENIED}, {@code UNSUPPORTED} mode or scheme,
     *     {@code CORRUPT} not a picture or video, {@code TIMEOUT}
     */
    Camera open(CameraSettings settings);
}
