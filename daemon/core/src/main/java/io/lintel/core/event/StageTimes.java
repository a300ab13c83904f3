package io.lintel.core.event;

import java.util.Arrays;
import java.util.EnumMap;

/**
 * The time each stage took on one frame's way, in a reused flyweight: the hot path fills it without allocating, and only a decision
 * turns it into a {@link Latency}. Of one thread.
 */
@SuppressWarnings("EnumOrdinal") // An index into an array that never leaves this object; an EnumMap would box on every frame.
public final class StageTimes {
    private static final Stage[] STAGES = Stage.values();
    private static final long ABSENT = -1;

    private final long[] nanos = new long[STAGES.length];

    /** With no stage measured. */
    public StageTimes() {
        clear();
    }

    /** Forgets all stages. */
    public void clear() {
        Arrays.fill(nanos, ABSENT);
    }

    /**
     * Says how long a stage took, instead of what was said before.
     *
     * @param stageNanos negative counts as zero: clocks of camera and computer may differ by a little
     */
    public void set(Stage stage, long stageNanos) {
        nanos[stage.ordinal()] = Math.max(0, stageNanos);
    }

    /** What a stage took, nanoseconds; -1 if it did not run. */
    public long nanos(Stage stage) {
        return nanos[stage.ordinal()];
    }

    /** A lasting copy. Allocates. */
    public Latency latency() {
        EnumMap<Stage, Long> ran = new EnumMap<>(Stage.class);
        for (Stage stage : STAGES) {
            if (nanos(stage) != ABSENT) {
                ran.put(stage, nanos(stage));
            }
        }
        return new Latency(ran);
    }
}
