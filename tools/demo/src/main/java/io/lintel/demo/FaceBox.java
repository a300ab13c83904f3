package io.lintel.demo;

/**
 * A face in a photograph, pixels.
 *
 * @param x left edge
 * @param y upper edge
 * @param width of the face, ear to ear
 * @param height of the face, forehead to chin
 */
record FaceBox(double x, double y, double width, double height) {
    double centreX() {
        return x + width / 2;
    }

    double centreY() {
        return y + height / 2;
    }

    boolean contains(double px, double py) {
        return px >= x && px < x + width && py >= y && py < y + height;
    }
}
