package io.lintel.core.event;

import java.util.Locale;

/** The stages of a frame's way from light to relay, in order. */
public enum Stage {
    /** Light on the sensor → frame in the vision agent's hands. */
    CAPTURE,
    /** Faces found. */
    DETECT,
    /** Landmarks located. */
    LANDMARKS,
    /** Quality judged. */
    QUALITY,
    /** Face warped to the embedder's template. */
    ALIGN,
    /** Embedding computed. */
    EMBED,
    /** Compared with the gallery. */
    MATCH,
    /** Liveness judged. */
    LIVENESS,
    /** Evidence and policy weighed, including the way to the door agent. */
    DECIDE,
    /** Relay line driven. */
    RELAY;

    /** The key on the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
