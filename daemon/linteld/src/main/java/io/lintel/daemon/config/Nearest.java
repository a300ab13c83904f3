package io.lintel.daemon.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant: least Levenshtein distance, if small for the word's length, else one that begins so. */
final class Nearest {
    private static final int LENGTH_MAX = 100;
    private static final int BEGINNING_MIN = 4;

    private Nearest() {}

    /** "; did you mean …?" or nothing. */
    static String hint(String word, Collection<String> known) {
        return of(word, known).map(meant -> "; did you mean \"" + meant + "\"?").orElse("");
    }

    static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        int best = 1 + (word.length() < BEGINNING_MIN ? 1 : Math.max(2, word.length() / 3));
        Optional<String> nearest = known.stream()
                .filter(candidate -> word.length() >= BEGINNING_MIN && candidate.startsWith(word))
                .findFirst();
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < best) {
                best = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        int[] here = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            here[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                here[j] = Math.min(above[j - 1] + change, Math.min(above[j], here[j - 1]) + 1);
            }
            int[] done = above;
            above = here;
            here = done;
        }
        return above[b.length()];
    }
}
