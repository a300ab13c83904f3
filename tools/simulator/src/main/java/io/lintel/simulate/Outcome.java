package io.lintel.simulate;

import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Happening;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of one world.
 *
 * @param seed which
 * @param simulated how much time passed in it
 * @param events how many the journal holds in the end
 * @param starts how often the daemon was started
 * @param releases how often the lock was released
 * @param faults what went wrong, and how often
 * @param happenings what else came about, and how often
 * @param violation what did not hold; empty if everything did
 * @param log the events, in order, as bytes of their hash: the same for the same seed
 * @param story every step, if it was to be told
 */
public record Outcome(
        long seed,
        Duration simulated,
        long events,
        int starts,
        long releases,
        Map<Fault, Integer> faults,
        Map<Happening, Integer> happenings,
        Optional<String> violation,
        String log,
        List<String> story) {
    /** Keeps its own copies. */
    public Outcome {
        faults = Map.copyOf(faults);
        happenings = Map.copyOf(happenings);
        story = List.copyOf(story);
    }

    /** How often each of a kind came about in all these worlds; 0 for what never did. */
    static <K extends Enum<K>> Map<K, Long> sum(List<Outcome> outcomes, Function<Outcome, Map<K, Integer>> counts, Class<K> kind) {
        Map<K, Long> sums = new EnumMap<>(kind);
        for (K each : kind.getEnumConstants()) {
            sums.put(each, outcomes.stream().mapToLong(outcome -> counts.apply(outcome).getOrDefault(each, 0)).sum());
        }
        return sums;
    }
}
