package io.lintel.evaluate.face;

/** A step of the way from a photograph to its embedding. */
public enum Stage {
    /** The file is decoded. */
    DECODE,
    /** Faces are found. */
    DETECT,
    /** The face's points are found. */
    LANDMARKS,
    /** The face is brought upright and judged. */
    ALIGN,
    /** It becomes an embedding. */
    EMBED;

    /** For people. */
    public String text() {
        return switch (this) {
            case DECODE -> "decode";
            case DETECT -> "detect";
            case LANDMARKS -> "landmarks";
            case ALIGN -> "align + quality";
            case EMBED -> "embed";
        };
    }
}
