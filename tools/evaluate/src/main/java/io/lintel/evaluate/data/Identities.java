package io.lintel.evaluate.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is who by a list of pairs alone: photographs that pairs call the same, directly or through others, show one person. Two that no pair
 * joins are taken for two people.
 */
final class Identities {
    private final int[] parent;

    private Identities(int photographs) {
        parent = new int[photographs];
        for (int i = 0; i < photographs; i++) {
            parent[i] = i;
        }
    }

    /** The photographs, those that nobody labelled by the person that the pairs tell; pairs that contradict one another add a remark. */
    static List<Photograph> of(List<Photograph> photographs, List<Pair> pairs, List<String> remarks) {
        Identities identities = new Identities(photographs.size());
        pairs.stream().filter(Pair::same).forEach(pair -> identities.join(pair.first(), pair.second()));
        List<Photograph> known = new ArrayList<>();
        for (int i = 0; i < photographs.size(); i++) {
            Photograph own = photographs.get(i);
            known.add(own.labelled() ? own : own.shows(photographs.get(identities.root(i)).person()));
        }
        pairs.stream()
                .filter(pair -> !pair.same() && known.get(pair.first()).person().equals(known.get(pair.second()).person()))
                .findFirst()
                .ifPresent(pair -> remarks.add("the pairs contradict one another: " + known.get(pair.first()).name() + " and "
                        + known.get(pair.second()).name() + " are different by one pair and one person by others"));
        return known;
    }

    private void join(int first, int second) {
        int a = root(first);
        int b = root(second);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int root(int photograph) {
        int at = photograph;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
