package io.lintel.core.door;

/** What a switch last said. The first sample tells how things stand; only a later change is an event. Of one thread. */
final class Input {
    private boolean known;
    private boolean active;

    /** What a sample means. */
    enum Change {
        /** The first word from this switch. */
        FIRST,
        /** As before. */
        NONE,
        /** It became active. */
        BEGAN,
        /** It became inactive. */
        ENDED
    }

    Change sample(boolean nowActive) {
        boolean first = !known;
        boolean same = active == nowActive;
        known = true;
        active = nowActive;
        if (first) {
            return Change.FIRST;
        }
        if (same) {
            return Change.NONE;
        }
        return nowActive ? Change.BEGAN : Change.ENDED;
    }

    boolean known() {
        return known;
    }

    boolean active() {
        return active;
    }
}
