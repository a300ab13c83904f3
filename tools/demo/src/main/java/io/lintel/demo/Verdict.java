package io.lintel.demo;

import java.util.List;

/**
 * How the show went.
 *
 * @param recognised enrolled people for whom the door opened
 * @param enrolled enrolled people who walked up
 * @param refused strangers who were seen and refused
 * @param strangers strangers who walked up
 * @param marked whether the screen attack was marked as not alive
 * @param aliveByMistake P(live) the attack got, highest; NaN if it was never asked
 * @param doubted people (no attack) whom the liveness model marked as not alive
 * @param pulses times the simulated relay released the door
 * @param grants grants that the door reported
 * @param faults everything that must not have happened, in words; empty if the show went well
 */
record Verdict(
        int recognised,
        int enrolled,
        int refused,
        int strangers,
        boolean marked,
        double aliveByMistake,
        int doubted,
        long pulses,
        long grants,
        List<String> faults) {
    /** Keeps its own copy. */
    Verdict {
        faults = List.copyOf(faults);
    }

    boolean good() {
        return faults.isEmpty();
    }
}
