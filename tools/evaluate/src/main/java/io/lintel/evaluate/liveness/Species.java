package io.lintel.evaluate.liveness;

import java.util.List;

/** What stands before the camera: a person, or a kind of presentation attack instrument (ISO/IEC 30107-3), each generated from a photograph. */
public enum Species {
    /** The photograph itself, without a simulated camera; one frame. */
    AS_IT_IS("photograph as it is", "no simulated camera"),
    /** The photograph's person, as if standing there. */
    BONA_FIDE("bona fide", "the photograph walked up to a simulated camera"),
    /** A print held into the camera. */
    PRINT("print", "halftone, less colour, paper texture, a white border and hands"),
    /** A telephone or tablet. */
    SCREEN("screen", "pixel grid, moiré, refresh bands, glare, a dark frame"),
    /** A print with holes for eyes and mouth. */
    CUT_OUT("cut-out print", "a print whose eyes and mouth are a living person's"),
    /** One frame injected for ever. */
    FROZEN("frozen stream", "one frame of the bona fide, again and again"),
    /** Recorded frames injected in a loop. */
    REPLAY("replayed recording", "the bona fide's frames, compressed, forth and back");

    /** Those that walk up to the camera. */
    static final List<Species> PRESENTED = List.of(BONA_FIDE, PRINT, SCREEN, CUT_OUT, FROZEN, REPLAY);

    private final String text;
    private final String made;

    Species(String text, String made) {
        this.text = text;
        this.made = made;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** How it is generated. */
    public String made() {
        return made;
    }
}
