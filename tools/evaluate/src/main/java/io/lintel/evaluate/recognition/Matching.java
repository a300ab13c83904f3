package io.lintel.evaluate.recognition;

import io.lintel.evaluate.Progress;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.Pair;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All comparisons that a data set gives: those of its pairs file, or all pairs of labelled photographs and those of its lists. Pairs of which a
 * photograph has no embedding are left out and counted.
 */
final class Matching {
    /** Comparisons of either kind beyond this many are drawn at random: more say nothing new and cost memory. */
    static final int COMPARISONS_MAX = 1_000_000;
    private static final int FOLDS = 10;

    private final List<Reading> readings;
    private final int[] personOf;
    private final int people;
    private final int folds;
    private final Comparisons genuine = new Comparisons();
    private final Comparisons impostor = new Comparisons();
    private final List<Comparisons> genuineOfFold = new ArrayList<>();
    private final List<Comparisons> impostorOfFold = new ArrayList<>();
    private long left;
    private boolean genuineDrawn;
    private boolean impostorDrawn;

    Matching(Dataset dataset, List<Reading> readings, long seed, Progress progress) {
        this.readings = readings;
        this.personOf = new int[readings.size()];
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < readings.size(); i++) {
            personOf[i] = index.computeIfAbsent(readings.get(i).photograph().person(), _ -> index.size());
        }
        this.people = index.size();
        this.folds = dataset.protocol()
                ? dataset.pairs().stream().mapToInt(Pair::fold).max().orElse(0) + 1
                : Math.min(FOLDS, Math.max(2, dataset.people().size()));
        for (int fold = 0; fold < folds; fold++) {
            genuineOfFold.add(new Comparisons());
            impostorOfFold.add(new Comparisons());
        }
        Set<Long> listed = new HashSet<>();
        for (Pair pair : dataset.pairs()) {
            listed.add(key(pair.first(), pair.second()));
            compare(pair.first(), pair.second(), pair.same(), pair.fold() % folds);
        }
        if (!dataset.protocol()) {
            all(listed, new SplittableRandom(seed), progress);
        }
    }

    private void all(Set<Long> listed, SplittableRandom random, Progress progress) {
        int[] labelled = IntStream.range(0, readings.size())
                .filter(i -> readings.get(i).photograph().labelled())
                .toArray();
        double same = samePairs(labelled);
        double others = (double) labelled.length * (labelled.length - 1) / 2 - same;
        double genuineShare = Math.min(1, COMPARISONS_MAX / Math.max(1, same));
        double impostorShare = Math.min(1, COMPARISONS_MAX / Math.max(1, others));
        genuineDrawn = genuineShare < 1;
        impostorDrawn = impostorShare < 1;
        for (int a = 0; a < labelled.length; a++) {
            for (int b = a + 1; b < labelled.length; b++) {
                int first = labelled[a];
                int second = labelled[b];
                boolean one = personOf[first] == personOf[second];
                double share = one ? genuineShare : impostorShare;
                if ((share >= 1 || random.nextDouble() < share) && !listed.contains(key(first, second))) {
                    // People, not pairs, are dealt to the folds: no one's own pairs are in two of them.
                    compare(first, second, one, personOf[first] % folds);
                }
            }
            progress.at("comparisons", a + 1, labelled.length);
        }
    }

    private double samePairs(int[] photographs) {
        double[] own = new double[people];
        for (int photograph : photographs) {
            own[personOf[photograph]]++;
        }
        return Arrays.stream(own).map(count -> count * (count - 1) / 2).sum();
    }

    private void compare(int first, int second, boolean same, int fold) {
        Reading a = readings.get(first);
        Reading b = readings.get(second);
        if (!a.used() || !b.used()) {
            left++;
            return;
        }
        double score = a.cosine(b);
        (same ? genuine : impostor).add(score, first, second);
        (same ? genuineOfFold : impostorOfFold).get(fold).add(score, first, second);
    }

    private static long key(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** Whether there are comparisons of both kinds. */
    boolean complete() {
        return genuine.size() > 0 && impostor.size() > 0;
    }

    /** Comparisons of one person, highest score first. */
    Comparisons genuine() {
        return genuine.sorted();
    }

    /** Comparisons of different people, highest score first. */
    Comparisons impostor() {
        return impostor.sorted();
    }

    List<Comparisons> genuineOfFold() {
        return genuineOfFold;
    }

    List<Comparisons> impostorOfFold() {
        return impostorOfFold;
    }

    /** Person of each photograph. */
    int[] personOf() {
        return Arrays.copyOf(personOf, personOf.length);
    }

    int people() {
        return people;
    }

    /** Comparisons that could not be made because a photograph has no embedding. */
    long left() {
        return left;
    }

    /** Whether comparisons of one person were drawn at random from all. */
    boolean genuineDrawn() {
        return genuineDrawn;
    }

    /** Whether comparisons of different people were drawn at random from all. */
    boolean impostorDrawn() {
        return impostorDrawn;
    }
}
