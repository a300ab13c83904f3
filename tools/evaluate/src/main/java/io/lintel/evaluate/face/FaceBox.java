package io.lintel.evaluate.face;

/** Where a face lies in its photograph, in pixels; empty where there is none. */
public record FaceBox(double x, double y, double width, double height) {
    /** No face. */
    public static final FaceBox NONE = new FaceBox(0, 0, 0, 0);
}
