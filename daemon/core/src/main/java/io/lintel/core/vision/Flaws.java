package io.lintel.core.vision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts why faces were not used, by the models' own words. Bounded; allocates only for a new word. Of one thread. */
final class Flaws {
    /** The most words that are told apart; further ones are counted together. */
    static final int WORDS_MAX = 32;

    private static final String OTHER = "other";

    private final Map<String, Count> counts = new LinkedHashMap<>();

    private static final class Count {
        private long value;
    }

    void count(String word) {
        Count count = counts.get(word);
        if (count == null) {
            count = counts.computeIfAbsent(counts.size() < WORDS_MAX - 1 ? word : OTHER, _ -> new Count());
        }
        count.value++;
    }

    SortedMap<String, Long> counts() {
        SortedMap<String, Long> copy = new TreeMap<>();
        counts.forEach((word, count) -> copy.put(word, count.value));
        return Collections.unmodifiableSortedMap(copy);
    }
}
