package io.lintel.core.vision;

import java.util.Arrays;

/** The faces found in one frame, in picture pixels. A reused flyweight of one thread; faces keep their index until the next frame. */
public final class Faces {
    /** The most faces one frame may have. */
    public static final int FACES_MAX = 256;

    private final float[] x;
    private final float[] y;
    private final float[] width;
    private final float[] height;
    private final float[] score;
    private int count;

    /** Room for this many faces, 1..{@value #FACES_MAX}. */
    public Faces(int capacity) {
        int room = Math.clamp(capacity, 1, FACES_MAX);
        x = new float[room];
        y = new float[room];
        width = new float[room];
        height = new float[room];
        score = new float[room];
    }

    /** Forgets all faces. */
    public void clear() {
        count = 0;
        Arrays.fill(score, 0);
    }

    /**
     * Adds a face.
     *
     * @param left of the box
     * @param top of the box
     * @param w positive
     * @param h positive
     * @param s the detector's score, 0..1
     * @return false, and it is left out, if there is no more room or the box is not a finite one with an area
     */
    public boolean add(float left, float top, float w, float h, float s) {
        boolean finite = Float.isFinite(left) && Float.isFinite(top) && Float.isFinite(w) && Float.isFinite(h);
        if (count == x.length || !finite || w <= 0 || h <= 0) {
            return false;
        }
        x[count] = left;
        y[count] = top;
        width[count] = w;
        height[count] = h;
        score[count] = s;
        count++;
        return true;
    }

    /** How many. */
    public int count() {
        return count;
    }

    /** The most there can be. */
    public int capacity() {
        return x.length;
    }

    /** Left edge. */
    public float x(int face) {
        return x[face];
    }

    /** Top edge. */
    public float y(int face) {
        return y[face];
    }

    /** Width. */
    public float width(int face) {
        return width[face];
    }

    /** Height. */
    public float height(int face) {
        return height[face];
    }

    /** The detector's score. */
    public float score(int face) {
        return score[face];
    }

    float area(int face) {
        return width[face] * height[face];
    }
}
