package io.lintel.core.vision;

/** Faces of a frame, written by a test; allocates nothing. */
final class FaceList implements Faces {
    private final float[][] boxes = new float[16][4];
    private int count;

    void clear() {
        count = 0;
    }

    void add(float x, float y, float width, float height) {
        float[] box = boxes[count++];
        box[0] = x;
        box[1] = y;
        box[2] = width;
        box[3] = height;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public float x(int face) {
        return boxes[face][0];
    }

    @Override
    public float y(int face) {
        return boxes[face][1];
    }

    @Override
    public float width(int face) {
        return boxes[face][2];
    }

    @Override
    public float height(int face) {
        return boxes[face][3];
    }
}
