package io.lintel.simulate.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When what had happened must have been written before the process ended. Of one thread. */
final class Ink {
    /** What a held-up journal agent takes at most to write while the disk is well. */
    private static final long WRITTEN_NANOS = Duration.ofSeconds(4).toNanos();
    /** After trouble, the next attempt comes no later. */
    private static final long RETRIED_NANOS = Duration.ofSeconds(8).toNanos();

    private final View view;
    private final List<long[]> troubles = new ArrayList<>();
    private boolean troubled;

    Ink(View view) {
        this.view = view;
    }

    /** Looks at the disk: to be called at every step. */
    void watch() {
        boolean now = !view.disk().healthy();
        if (now && !troubled) {
            troubles.add(new long[] {view.now(), Long.MAX_VALUE});
        } else if (!now && troubled) {
            troubles.getLast()[1] = view.now() + RETRIED_NANOS;
        }
        troubled = now;
    }

    /** Whether what happened then may have been lost with the process: it ended within moments, or while the disk was in trouble. */
    boolean mayBeLost(long happened) {
        long end = view.site().process().endAfter(happened);
        return end != Long.MAX_VALUE
                && (end - happened < WRITTEN_NANOS
                        || troubles.stream().anyMatch(trouble -> trouble[0] <= end && trouble[1] >= end - WRITTEN_NANOS));
    }
}
