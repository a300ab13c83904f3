package io.lintel.evaluate.background;

/** What a piece without a face shows. */
public enum Kind {
    /** A part of a photograph that overlaps no face. */
    PHOTOGRAPH("photographs"),
    /** Words in several sizes. */
    TEXT("text"),
    /** Stripes, checks and rows of dots. */
    PATTERN("patterns"),
    /** Noise in several grains, as foliage and carpets. */
    TEXTURE("textures"),
    /** Discs with darker spots: lamps, clocks, sockets. */
    DISC("discs");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
