package io.lintel.core.event;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time went on one frame's way, nanoseconds by stage; a stage that did not run is absent.
 *
 * @param nanos durations by stage, none negative
 */
public record Latency(Map<Stage, Long> nanos) {
    /** Nothing measured. */
    public static final Latency NONE = new Latency(Map.of());

    /** Keeps its own copy, in stage order. */
    public Latency {
        EnumMap<Stage, Long> copy = new EnumMap<>(Stage.class);
        copy.putAll(nanos);
        nanos = Collections.unmodifiableMap(copy);
    }

    /** Capture → the last stage measured. */
    public long totalNanos() {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same with one more stage. */
    public Latency with(Stage stage, long stageNanos) {
        EnumMap<Stage, Long> more = new EnumMap<>(Stage.class);
        more.putAll(nanos);
        more.put(stage, stageNanos);
        return new Latency(more);
    }
}
