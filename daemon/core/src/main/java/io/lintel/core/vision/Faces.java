package io.lintel.core.vision;

/** The faces found in one frame, in picture pixels, as whoever found them keeps them; faces keep their index until the next frame. */
public interface Faces {
    /** The most faces one frame may have. */
    int FACES_MAX = 256;

    /** How many, 0..{@value #FACES_MAX}. */
    int count();

    /** Left edge, finite. */
    float x(int face);

    /** Top edge, finite. */
    float y(int face);

    /** Width, positive. */
    float width(int face);

    /** Height, positive. */
    float height(int face);

    /** Square pixels. */
    default float area(int face) {
        return width(face) * height(face);
    }
}
