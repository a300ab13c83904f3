package io.lintel.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal held against what the subscriber got.
 *
 * @param journalled events in the door's journal
 * @param received messages with an event in them that the subscriber got
 * @param duplicates messages too many
 * @param missing ids in the journal that never came
 * @param unknown ids that came and are in no journal
 */
record Delivery(int journalled, int received, int duplicates, List<String> missing, List<String> unknown) {
    /** Keeps its own copies. */
    Delivery {
        missing = List.copyOf(missing);
        unknown = List.copyOf(unknown);
    }

    /**
     * Compares by id.
     *
     * @param journal ids in the journal, each once
     * @param arrivals ids as they came
     */
    static Delivery compare(List<String> journal, List<String> arrivals) {
        Map<String, Integer> times = new HashMap<>();
        arrivals.forEach(id -> times.merge(id, 1, Integer::sum));
        List<String> missing = journal.stream().filter(id -> !times.containsKey(id)).toList();
        List<String> unknown = new ArrayList<>(times.keySet());
        unknown.removeAll(journal);
        return new Delivery(journal.size(), arrivals.size(), arrivals.size() - times.size(), missing, unknown);
    }

    /** Whether every event came exactly once. */
    boolean exactlyOnce() {
        return journalled > 0 && duplicates == 0 && missing.isEmpty() && unknown.isEmpty();
    }
}
