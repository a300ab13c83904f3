package io.lintel.hal;

import java.util.List;

/**
 * A camera that could be opened.
 *
 * @param source what to write into the configuration; the most stable name the system has
 * @param name the device's own name
 * @param aliases other sources that open the same device
 * @param modes what it offers, in words ("640x480 yuyv422 30 fps"); empty if it cannot be asked without opening
 */
public record CameraInfo(String source, String name, List<String> aliases, List<String> modes) {
    /** Keeps its own copies of the lists. */
    public CameraInfo {
        aliases = List.copyOf(aliases);
        modes = List.copyOf(modes);
    }
}
