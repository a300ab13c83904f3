package io.lintel.core.vision;

/**
 * Remembers the last {@value #PICTURES} different pictures by digest, to tell a picture of a sensor from one that is shown again. A sensor never
 * repeats its noise bit by bit. A camera that is slower than its stream, or that froze, repeats the <em>last</em> picture; only what is
 * played in a loop brings back an older one.
 *
 * <p>What this cannot tell: a loop longer than the memory, the first run of any loop, and a recording that was encoded anew or had noise
 * added, which is a new picture each time. A clock that is drawn into a frozen picture makes it new each time the clock changes.
 *
 * <p>Reused storage of one thread; a lookup reads at most {@value #PICTURES} numbers.
 */
final class PictureMemory {
    /** More than half a minute of thirty pictures a second, in 8 KiB. */
    static final int PICTURES = 1_024;

    /** What a picture is to those before it. */
    enum Showing {
        /** Not shown lately. */
        FRESH,
        /** The last one once more. */
        UNCHANGED,
        /** An older one. */
        REPLAYED
    }

    private final long[] digests = new long[PICTURES];
    private int known;
    private int next;
    private long last;

    /** A picture is shown. */
    Showing show(long digest) {
        if (known > 0 && digest == last) {
            return Showing.UNCHANGED;
        }
        last = digest;
        for (int i = 0; i < known; i++) {
            if (digests[i] == digest) {
                return Showing.REPLAYED;
            }
        }
        digests[next] = digest;
        next = (next + 1) % PICTURES;
        known = Math.min(known + 1, PICTURES);
        return Showing.FRESH;
    }
}
