package io.lintel.models;

/**
 * The faces found in one picture, best score first; storage is reused from picture to picture.
 *
 * <p>Coordinates are pixels of the picture and may lie up to half a face outside it. One thread.
 */
public class FaceBoxes {
    /** More faces than any door sees; the worst are dropped beyond it. */
    public static final int DEFAULT_CAPACITY = 32;
    /** The most room there can be. */
    public static final int CAPACITY_MAX = 256;

    private final float[] x;
    private final float[] y;
    private final float[] width;
    private final float[] height;
    private final float[] score;
    private int count;

    /** Room for {@link #DEFAULT_CAPACITY} faces. */
    public FaceBoxes() {
        this(DEFAULT_CAPACITY);
    }

    /** Room for {@code capacity} faces, 1..{@value #CAPACITY_MAX}. */
    public FaceBoxes(int capacity) {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException("capacity = " + capacity + "; must be 1.." + CAPACITY_MAX);
        }
        x = new float[capacity];
        y = new float[capacity];
        width = new float[capacity];
        height = new float[capacity];
        score = new float[capacity];
    }

    /** Forgets all faces. */
    public final void clear() {
        count = 0;
    }

    /** Adds a face; false, and it is left out, when there is no room or the box is not a finite one with an area. */
    public final boolean add(float left, float top, float w, float h, float faceScore) {
        boolean finite = Float.isFinite(left) && Float.isFinite(top) && Float.isFinite(w) && Float.isFinite(h);
        if (count == x.length || !finite || w <= 0 || h <= 0) {
            return false;
        }
        x[count] = left;
        y[count] = top;
        width[count] = w;
        height[count] = h;
        score[count] = faceScore;
        count++;
        return true;
    }

    /** How many faces. */
    public final int count() {
        return count;
    }

    /** How many fit. */
    public final int capacity() {
        return x.length;
    }

    /** Left edge of face {@code i}. */
    public final float x(int i) {
        return x[check(i)];
    }

    /** Top edge. */
    public final float y(int i) {
        return y[check(i)];
    }

    /** Width, positive. */
    public final float width(int i) {
        return width[check(i)];
    }

    /** Height, positive. */
    public final float height(int i) {
        return height[check(i)];
    }

    /** The detector's score, 0..1. */
    public final float score(int i) {
        return score[check(i)];
    }

    private int check(int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("face " + i + " of " + count);
        }
        return i;
    }
}
