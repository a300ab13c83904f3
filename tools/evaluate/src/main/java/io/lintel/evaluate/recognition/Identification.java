package io.lintel.evaluate.recognition;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Evidence;
import io.lintel.evaluate.Progress;
import io.lintel.evaluate.face.DoorCalibration;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Dependence;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.metrics.Proportion;
import io.lintel.models.ScoreCalibration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One-to-many search as a door makes it, open set: some people are enrolled, others are strangers. People are dealt by a seed into three parts;
 * each part is once the strangers while the others are enrolled, so that everybody is a stranger once.
 */
public final class Identification {
    /** The false-positive identification rates that are asked for. */
    public static final List<Double> FPIR_TARGETS = List.of(1e-1, 1e-2, 1e-3);
    /** What the door's own rule is set to here: its default. */
    public static final double DOOR_TARGET = 1e-3;
    /** Photographs enrolled of each person, as far as one is left to search with. */
    public static final int TEMPLATES = 3;
    /** How much more evidence than the runner-up a match needs, decades: the door's default. */
    private static final double MARGIN = 1.0;

    private static final int PARTS = 3;
    /** Fewer people with two photographs tell nothing. */
    static final int PEOPLE_MIN = 6;
    private static final String SPACE = "evaluation";

    private Identification() {}

    /**
     * What came of one size of gallery.
     *
     * @param people enrolled
     * @param searches of enrolled people
     * @param strangerSearches of strangers
     * @param rankOne share of enrolled people's searches whose best match is another person
     * @param fnir misses at each false-positive rate, in the order of {@link #FPIR_TARGETS}
     * @param doorFnir misses of the door's rule from one photograph
     * @param doorFpir strangers whom the door's rule takes for somebody
     */
    public record Size(
            int people,
            int searches,
            int strangerSearches,
            Estimate rankOne,
            Map<Double, Estimate> fnir,
            Estimate doorFnir,
            Estimate doorFpir) {}

    /** The smallest gallery first; empty when there are too few people with several photographs. */
    public static List<Size> of(List<Reading> readings, ScoreCalibration calibration, int dimension, long seed, Progress progress) {
        Map<String, List<Reading>> photographs = new LinkedHashMap<>();
        for (Reading reading : readings) {
            if (reading.used() && reading.photograph().labelled()) {
                photographs.computeIfAbsent(reading.photograph().person(), _ -> new ArrayList<>()).add(reading);
            }
        }
        List<List<Reading>> people = new ArrayList<>(photographs.values());
        Random random = new Random(seed);
        people.forEach(own -> Collections.shuffle(own, random));
        Collections.shuffle(people, random);
        if (people.stream().filter(own -> own.size() >= 2).count() < PEOPLE_MIN) {
            return List.of();
        }
        Evidence evidence = new Evidence(DoorCalibration.of(calibration), DOOR_TARGET);
        int full = full(people);
        List<Integer> wanted = Stream.of(full / 4, full / 2, full).filter(size -> size >= 2).toList();
        Steps steps = new Steps(progress, wanted.stream().mapToInt(size -> PARTS * size + people.size()).sum());
        return wanted.stream().map(size -> size(people, size, evidence, dimension, steps)).toList();
    }

    private static int full(List<List<Reading>> people) {
        int least = Integer.MAX_VALUE;
        for (int part = 0; part < PARTS; part++) {
            least = Math.min(least, enrolled(people, part).size());
        }
        return least;
    }

    /** Who is enrolled, by number. */
    private static List<Integer> enrolled(List<List<Reading>> people, int part) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            if (i % PARTS != part && people.get(i).size() >= 2) {
                chosen.add(i);
            }
        }
        return chosen;
    }

    private static Size size(List<List<Reading>> people, int size, Evidence evidence, int dimension, Steps steps) {
        Searches mated = new Searches();
        Searches strangers = new Searches();
        for (int part = 0; part < PARTS; part++) {
            List<Integer> enrolled = enrolled(people, part).subList(0, size);
            GalleryBuilder builder = Gallery.builder(SPACE, dimension);
            for (int person : enrolled) {
                List<Reading> own = people.get(person);
                for (Reading reading : own.subList(0, templates(own))) {
                    builder.add(id(person), SPACE, reading.embedding());
                }
            }
            Gallery gallery = builder.build();
            for (int person : enrolled) {
                List<Reading> own = people.get(person);
                for (Reading probe : own.subList(templates(own), own.size())) {
                    mated.search(gallery, evidence, probe, Optional.of(id(person)), person);
                }
                steps.done();
            }
            for (int person = part; person < people.size(); person += PARTS) {
                for (Reading probe : people.get(person)) {
                    strangers.search(gallery, evidence, probe, Optional.empty(), person);
                }
                steps.done();
            }
        }
        Map<Double, Estimate> fnir = new LinkedHashMap<>();
        FPIR_TARGETS.forEach(target -> fnir.put(target, mated.missesAt(strangers, target)));
        return new Size(
                size,
                mated.count(),
                strangers.count(),
                mated.share(mated.wrong(), Dependence.FALSE_NON_MATCHES),
                fnir,
                mated.share(mated.count() - mated.accepted(), Dependence.FALSE_NON_MATCHES),
                strangers.share(strangers.accepted(), Dependence.FALSE_MATCHES));
    }

    private static int templates(List<Reading> own) {
        return Math.min(TEMPLATES, own.size() - 1);
    }

    private static PersonId id(int person) {
        return new PersonId("p" + person);
    }

    /** Counts people who have been searched with: once as themselves and once as strangers, for every size of gallery. */
    private static final class Steps {
        private final Progress progress;
        private final int total;
        private int done;

        Steps(Progress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        void done() {
            progress.at("people searched", ++done, total);
        }
    }

    /** Searches of one kind, and how they ended. */
    private static final class Searches {
        private final Match match = new Match();
        private final List<Double> scores = new ArrayList<>();
        private final List<Boolean> right = new ArrayList<>();
        private final List<Integer> persons = new ArrayList<>();
        private int wrong;
        private int accepted;

        void search(Gallery gallery, Evidence evidence, Reading probe, Optional<PersonId> own, int person) {
            gallery.match(SPACE, probe.embedding(), match);
            boolean isRight = own.isPresent() && own.get().equals(gallery.person(match.best()));
            double weight = evidence.of(match.similarity(), 1);
            boolean fits = weight >= evidence.required(1, gallery.templates());
            boolean alone = match.runnerUp() == Match.NOBODY || weight - evidence.of(match.runnerUpSimilarity(), 1) >= MARGIN;
            scores.add(match.similarity());
            right.add(isRight);
            persons.add(person);
            wrong += isRight ? 0 : 1;
            accepted += fits && alone && (isRight || own.isEmpty()) ? 1 : 0;
        }

        int count() {
            return scores.size();
        }

        int wrong() {
            return wrong;
        }

        int accepted() {
            return accepted;
        }

        Estimate share(int errors, double rho) {
            return Estimate.counted(errors, count(), effective(rho));
        }

        Estimate missesAt(Searches strangers, double fpir) {
            double worth = strangers.effective(Dependence.FALSE_MATCHES);
            if (worth * fpir < Proportion.RULE_OF_THREE) {
                return new Estimate.Unsupported(
                        String.format(Locale.ROOT, "%d searches by strangers are worth %.0f", strangers.count(), worth));
            }
            double[] sorted = strangers.scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int allowed = (int) Math.floor(fpir * sorted.length + 1e-9);
            double threshold = Math.nextUp(sorted[sorted.length - 1 - allowed]);
            int missed = 0;
            for (int i = 0; i < scores.size(); i++) {
                missed += right.get(i) && scores.get(i) >= threshold ? 0 : 1;
            }
            return share(missed, Dependence.FALSE_NON_MATCHES);
        }

        private double effective(double rho) {
            return Dependence.effective(persons.stream().mapToLong(Integer::longValue).toArray(), rho);
        }
    }
}
