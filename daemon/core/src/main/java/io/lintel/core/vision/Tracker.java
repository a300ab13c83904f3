package io.lintel.core.vision;

import java.util.Arrays;

/**
 * Follows faces from frame to frame by their boxes. A bounded number of slots; each frame, the pair of slot and face that overlaps
 * most is joined first, then the next, and so on; a face that overlaps nothing but is near and of like size joins too, for slow
 * cameras. Faces left over begin a track, the largest first, while there are free slots.
 *
 * <p>A slot goes free → seen → (unseen for longer than the occlusion) left → free. Reused storage of one thread.
 */
final class Tracker {
    /** No slot, or no track. */
    static final int NONE = -1;

    private static final float OVERLAP_MIN = 0.25f;
    /** Distance of centres, in mean box sides, up to which boxes of like size are the same face although they hardly overlap. */
    private static final float NEAR = 0.8f;
    private static final float LIKE_SIZE = 1.6f;
    /** Speeds are averaged over about this long: a detector's boxes tremble. */
    private static final float SPEED_NANOS = 200e6f;

    private enum Slot {
        FREE,
        SEEN,
        LEFT
    }

    private final Slot[] slots;
    private final float[] x;
    private final float[] y;
    private final float[] width;
    private final float[] height;
    private final long[] seenNanos;
    private final float[] speed;
    private final boolean[] measured;
    private final boolean[] joined;
    private final boolean[] begun;
    private final int[] slotOfFace;
    private final long occlusionNanos;
    private long untracked;

    Tracker(int capacity, long occlusionNanos) {
        this.slots = new Slot[capacity];
        Arrays.fill(slots, Slot.FREE);
        this.x = new float[capacity];
        this.y = new float[capacity];
        this.width = new float[capacity];
        this.height = new float[capacity];
        this.seenNanos = new long[capacity];
        this.speed = new float[capacity];
        this.measured = new boolean[capacity];
        this.joined = new boolean[capacity];
        this.begun = new boolean[capacity];
        this.slotOfFace = new int[Faces.FACES_MAX];
        this.occlusionNanos = occlusionNanos;
    }

    int capacity() {
        return slots.length;
    }

    /** Joins the faces of a frame to slots. */
    void frame(long nanos, Faces faces) {
        expire(nanos);
        Arrays.fill(joined, false);
        Arrays.fill(begun, false);
        Arrays.fill(slotOfFace, NONE);
        while (joinNearest(nanos, faces)) {
            // Greedy: the nearest pair first.
        }
        while (beginLargest(nanos, faces)) {
            // The largest face is the nearest to the door.
        }
        for (int face = 0; face < faces.count(); face++) {
            untracked += slotOfFace[face] == NONE ? 1 : 0;
        }
    }

    /** Lets go of faces out of sight for too long. */
    void expire(long nanos) {
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] == Slot.SEEN && nanos - seenNanos[slot] > occlusionNanos) {
                slots[slot] = Slot.LEFT;
            }
        }
    }

    /** The slot of a face of the last frame, or {@link #NONE}. */
    int slot(int face) {
        return slotOfFace[face];
    }

    /** Whether the last frame began this slot's track. */
    boolean begun(int slot) {
        return begun[slot];
    }

    /** How fast this face moves across the picture, widths of itself a second, averaged; 0 until it was seen twice. */
    float across(int slot) {
        return Math.abs(speed[slot]);
    }

    boolean left(int slot) {
        return slots[slot] == Slot.LEFT;
    }

    boolean active(int slot) {
        return slots[slot] == Slot.SEEN;
    }

    /** Whether the last frame showed it. */
    boolean inSight(int slot) {
        return slots[slot] == Slot.SEEN && joined[slot];
    }

    void free(int slot) {
        slots[slot] = Slot.FREE;
    }

    /** Faces that found no free slot, ever. */
    long untracked() {
        return untracked;
    }

    private boolean joinNearest(long nanos, Faces faces) {
        float most = 0;
        int bestSlot = NONE;
        int bestFace = NONE;
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] != Slot.SEEN || joined[slot]) {
                continue;
            }
            for (int face = 0; face < faces.count(); face++) {
                float likeness = slotOfFace[face] == NONE ? likeness(slot, faces, face) : 0;
                if (likeness > most) {
                    most = likeness;
                    bestSlot = slot;
                    bestFace = face;
                }
            }
        }
        if (bestSlot != NONE) {
            measureSpeed(bestSlot, nanos, faces, bestFace);
            take(bestSlot, nanos, faces, bestFace);
        }
        return bestSlot != NONE;
    }

    private void measureSpeed(int slot, long nanos, Faces faces, int face) {
        float passed = nanos - seenNanos[slot];
        if (passed <= 0) {
            return;
        }
        float dx = faces.x(face) + faces.width(face) / 2 - x[slot] - width[slot] / 2;
        float now = dx / ((faces.width(face) + width[slot]) / 2) / (passed / 1e9f);
        // A first-order low-pass for uneven frames, beginning with the first that is known; signed, so that trembling cancels.
        speed[slot] += (now - speed[slot]) * (measured[slot] ? passed / (passed + SPEED_NANOS) : 1);
        measured[slot] = true;
    }

    private boolean beginLargest(long nanos, Faces faces) {
        int largest = NONE;
        for (int face = 0; face < faces.count(); face++) {
            if (slotOfFace[face] == NONE && (largest == NONE || faces.area(face) > faces.area(largest))) {
                largest = face;
            }
        }
        int slot = 0;
        while (slot < slots.length && slots[slot] != Slot.FREE) {
            slot++;
        }
        if (largest == NONE || slot == slots.length) {
            return false;
        }
        begun[slot] = true;
        speed[slot] = 0;
        measured[slot] = false;
        take(slot, nanos, faces, largest);
        return true;
    }

    private void take(int slot, long nanos, Faces faces, int face) {
        slots[slot] = Slot.SEEN;
        x[slot] = faces.x(face);
        y[slot] = faces.y(face);
        width[slot] = faces.width(face);
        height[slot] = faces.height(face);
        seenNanos[slot] = nanos;
        joined[slot] = true;
        slotOfFace[face] = slot;
    }

    /** Intersection over union, or less than any that counts for boxes that are only near; 0 for another face. */
    private float likeness(int slot, Faces faces, int face) {
        float w = Math.min(x[slot] + width[slot], faces.x(face) + faces.width(face)) - Math.max(x[slot], faces.x(face));
        float h = Math.min(y[slot] + height[slot], faces.y(face) + faces.height(face)) - Math.max(y[slot], faces.y(face));
        float area = width[slot] * height[slot];
        float intersection = Math.max(0, w) * Math.max(0, h);
        float overlap = intersection / (area + faces.area(face) - intersection);
        if (overlap >= OVERLAP_MIN) {
            return overlap;
        }
        float dx = x[slot] + width[slot] / 2 - faces.x(face) - faces.width(face) / 2;
        float dy = y[slot] + height[slot] / 2 - faces.y(face) - faces.height(face) / 2;
        float side = (width[slot] + height[slot] + faces.width(face) + faces.height(face)) / 4;
        float distance = (float) Math.hypot(dx, dy) / side;
        float ratio = (float) Math.sqrt(faces.area(face) / area);
        boolean near = distance < NEAR && ratio < LIKE_SIZE && ratio > 1 / LIKE_SIZE;
        return near ? OVERLAP_MIN * (1 - distance / NEAR) : 0;
    }
}
