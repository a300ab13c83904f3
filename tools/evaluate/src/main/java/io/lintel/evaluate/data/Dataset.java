package io.lintel.evaluate.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is evaluated.
 *
 * @param name for people
 * @param photographs in a fixed order
 * @param pairs what a pairs file says, indices into {@code photographs}; beside it, or without one, all pairs of labelled photographs count
 * @param protocol whether only {@code pairs} are to be compared
 * @param unreadable folders and files that could not be looked into and why: their photographs are missing here
 * @param remarks what the reader should know about how the folder was understood
 */
public record Dataset(String name, List<Photograph> photographs, List<Pair> pairs, boolean protocol, List<String> unreadable, List<String> remarks) {
    /** Keeps its own copies. */
    public Dataset {
        photographs = List.copyOf(photographs);
        pairs = List.copyOf(pairs);
        unreadable = List.copyOf(unreadable);
        remarks = List.copyOf(remarks);
    }

    /** How many different people the photographs show by their labels and by the pairs; of other photographs nobody knows whom they show. */
    public int identities() {
        return (int) named().map(Photograph::person).distinct().count();
    }

    /** How many photographs are labelled or in a pair. */
    public int known() {
        return (int) named().count();
    }

    private Stream<Photograph> named() {
        Stream<Photograph> paired = pairs.stream().flatMap(pair -> Stream.of(photographs.get(pair.first()), photographs.get(pair.second())));
        return Stream.concat(photographs.stream().filter(Photograph::labelled), paired).distinct();
    }

    /** What is missing here, for people. */
    public List<String> leftOut() {
        return unreadable.stream().map(each -> "left out: " + each).toList();
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
