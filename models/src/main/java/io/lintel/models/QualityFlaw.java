package io.lintel.models;

import java.util.Locale;

/** Why a face is not good enough to be compared; the first that applies, in this order. */
public enum QualityFlaw {
    /** Nothing is wrong. */
    NONE("good enough"),
    /** The points do not form a face, or the embedding is too short for one: the detector was fooled by a texture. */
    NO_FACE("not a face"),
    /** The face reaches over the picture's edge. */
    CUT_OFF("cut off by the edge of the picture"),
    /** Too few pixels. */
    TOO_SMALL("too small: come closer"),
    /** Turned too far to a side, up, down or over. */
    TURNED("turned away: look at the camera"),
    /** Under-exposed. */
    TOO_DARK("too dark"),
    /** Over-exposed. */
    TOO_BRIGHT("too bright"),
    /** Out of focus or moving. */
    BLURRED("blurred: hold still, or clean and focus the lens");

    private final String text;
    private final String word = name().toLowerCase(Locale.ROOT);

    QualityFlaw(String text) {
        this.text = text;
    }

    /** One lower-case word for machines: events, metrics. */
    public String word() {
        return word;
    }

    /** One phrase for people. */
    public String text() {
        return text;
    }
}
