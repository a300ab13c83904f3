package io.lintel.daemon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which of several photographs show one person: average linkage (Sokal and Michener 1958), which goes on joining the two groups
 * whose photographs speak most for one person on average, and stops when none speak for it. A single pair alike by chance does not
 * join two people, and one bad photograph does not part a person.
 */
final class PhotoAgreement {
    private PhotoAgreement() {}

    /**
     * The person's photographs: those that end up with the first, if that is known to be the person; else those in the group of more
     * than half.
     *
     * @param log10Ratios for each pair, how much likelier one person is than two; symmetric
     * @param known whether the first is known to be the person
     * @return indices in rising order; empty when no group is more than half, so that nobody can tell who is meant
     */
    static List<Integer> person(double[][] log10Ratios, boolean known) {
        List<List<Integer>> groups = groups(log10Ratios);
        int all = log10Ratios.length;
        List<Integer> chosen = groups.stream()
                .filter(group -> known ? group.contains(0) : 2 * group.size() > all)
                .findFirst()
                .orElse(List.of());
        return chosen.stream().sorted().toList();
    }

    /** Mean over all pairs between one photograph and others. */
    static double mean(double[][] log10Ratios, int one, List<Integer> others) {
        return others.stream().mapToDouble(other -> log10Ratios[one][other]).average().orElse(0);
    }

    private static List<List<Integer>> groups(double[][] log10Ratios) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < log10Ratios.length; i++) {
            groups.add(new ArrayList<>(List.of(i)));
        }
        while (true) {
            double best = 0;
            int into = -1;
            int from = -1;
            for (int a = 0; a < groups.size(); a++) {
                for (int b = a + 1; b < groups.size(); b++) {
                    double mean = mean(log10Ratios, groups.get(a), groups.get(b));
                    if (mean > best) {
                        best = mean;
                        into = a;
                        from = b;
                    }
                }
            }
            if (into < 0) {
                return Collections.unmodifiableList(groups);
            }
            groups.get(into).addAll(groups.remove(from));
        }
    }

    private static double mean(double[][] log10Ratios, List<Integer> some, List<Integer> others) {
        return some.stream().mapToDouble(one -> mean(log10Ratios, one, others)).average().orElse(0);
    }
}
