package io.lintel.daemon.vision;

/**
 * What recognises at present.
 *
 * @param bundle model bundle {@code id@version}; empty while none is loaded
 * @param space its embedding space
 * @param provider where the models run
 */
public record VisionReport(String bundle, String space, String provider) {
    /** No models loaded. */
    public static final VisionReport NONE = new VisionReport("", "", "");
}
