package io.lintel.evaluate.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is evaluated.
 *
 * @param name for people
 * @param photographs in a fixed order
 * @param pairs what a pairs file says, indices into {@code photographs}; beside it, or without one, all pairs of labelled photographs count
 * @param protocol whether only {@code pairs} are to be compared
 * @param remarks what the reader should know about how the folder was understood
 */
public record Dataset(String name, List<Photograph> photographs, List<Pair> pairs, boolean protocol, List<String> remarks) {
    /** Keeps its own copies. */
    public Dataset {
        photographs = List.copyOf(photographs);
        pairs = List.copyOf(pairs);
        remarks = List.copyOf(remarks);
    }

    /** How many different people the photographs show, by their labels or else by the pairs. */
    public int identities() {
        return (int) photographs.stream().map(Photograph::person).distinct().count();
    }

    /** How many photographs each labelled person has, in order of first appearance. */
    public Map<String, Integer> people() {
        Map<String, Integer> count = new LinkedHashMap<>();
        for (Photograph photograph : photographs) {
            if (photograph.labelled()) {
                count.merge(photograph.person(), 1, Integer::sum);
            }
        }
        return count;
    }
}
