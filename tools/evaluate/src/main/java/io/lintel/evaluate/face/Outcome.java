package io.lintel.evaluate.face;

/** What became of a photograph. */
public enum Outcome {
    /** A face was found, was good enough and has an embedding. */
    USED("used"),
    /** The detector found no face. */
    NOT_DETECTED("no face found"),
    /** A face was found and the door's quality rule refused it. */
    REFUSED("refused for quality"),
    /** The embedding is too short to be a recognisable face's. */
    NOT_RECOGNISABLE("not recognisable as a face"),
    /** The file is no usable picture. */
    UNREADABLE("unreadable");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
