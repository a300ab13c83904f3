package io.lintel.simulate;

import io.lintel.simulate.site.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one world.
 *
 * @param seed which
 * @param simulated how much time passed in it
 * @param events how many the journal holds in the end
 * @param starts how often the daemon was started
 * @param releases how often the lock was released
 * @param faults what went wrong, and how often
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
        Optional<String> violation,
        String log,
        List<String> story) {
    /** Keeps its own copies. */
    public Outcome {
        faults = Map.copyOf(faults);
        story = List.copyOf(story);
    }
}
