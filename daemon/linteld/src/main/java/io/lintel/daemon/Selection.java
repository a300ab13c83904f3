package io.lintel.daemon;

import io.lintel.core.control.EnrolmentReport;
import io.lintel.daemon.store.StoredTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The photographs of one enrolment, and which of them are taken: those without a fault that show the same person.
 *
 * @param templates of the photographs taken
 * @param outcomes of all photographs, in their order
 */
record Selection(List<StoredTemplate> templates, List<EnrolmentReport.Outcome> outcomes) {
    private static final double WORDS_MAX = 6;
    /**
     * Cosine from which two photographs are one picture. Measured on 61: the same one saved again as JPEG of quality 80, made smaller by a quarter or
     * cut by five pixels has 0.994 and more with itself, of quality 50 or half the size mostly 0.992. Among 215 photographs four pairs have more than
     * 0.99, copies of one picture; the next has 0.972.
     */
    private static final double SAME_PICTURE = 0.99;

    /**
     * One photograph as it was read.
     *
     * @param photo its name
     * @param template empty if it has a fault
     * @param fault empty if it has none
     */
    record Reading(String photo, Optional<StoredTemplate> template, String fault) {
        static Reading of(String photo, StoredTemplate template) {
            return new Reading(photo, Optional.of(template), "");
        }

        static Reading refused(String photo, String fault) {
            return new Reading(photo, Optional.empty(), fault);
        }
    }

    Selection {
        templates = List.copyOf(templates);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Chooses.
     *
     * @param enrolled cosine of an embedding with the person's present templates, if there are any in the same space
     */
    static Selection of(List<Reading> readings, Optional<ToDoubleFunction<float[]>> enrolled, Verification verification) {
        List<Reading> distinct = distinct(readings);
        List<Reading> usable = distinct.stream().filter(each -> each.template().isPresent()).toList();
        List<String> names = new ArrayList<>();
        enrolled.ifPresent(_ -> names.add("the templates already enrolled"));
        usable.forEach(each -> names.add(each.photo()));
        double[][] ratios = ratios(usable, enrolled, verification);
        List<Integer> person = PhotoAgreement.person(ratios, enrolled.isPresent());
        List<StoredTemplate> taken = new ArrayList<>();
        List<EnrolmentReport.Outcome> outcomes = new ArrayList<>();
        int face = names.size() - usable.size();
        for (Reading reading : distinct) {
            String why = reading.fault();
            if (reading.template().isPresent()) {
                if (person.contains(face)) {
                    taken.add(reading.template().get());
                } else {
                    why = disagreement(names, ratios, face, person, enrolled.isPresent());
                }
                face++;
            }
            outcomes.add(new EnrolmentReport.Outcome(reading.photo(), why.isEmpty(), why));
        }
        return new Selection(taken, outcomes);
    }

    /** The same readings, those that repeat an earlier picture refused: a copy proves nothing and would have a vote of its own. */
    private static List<Reading> distinct(List<Reading> readings) {
        List<Reading> kept = new ArrayList<>();
        List<Reading> all = new ArrayList<>();
        for (Reading reading : readings) {
            Optional<Reading> twin = kept.stream().filter(each -> samePicture(each, reading)).findFirst();
            if (twin.isPresent()) {
                all.add(Reading.refused(reading.photo(), "is the same picture as " + twin.get().photo() + ": a copy adds nothing"));
            } else {
                all.add(reading);
                if (reading.template().isPresent()) {
                    kept.add(reading);
                }
            }
        }
        return all;
    }

    private static boolean samePicture(Reading kept, Reading other) {
        return other.template().isPresent()
                && cosine(kept.template().orElseThrow().vector(), other.template().get().vector()) >= SAME_PICTURE;
    }

    /** Every fault in one line; for when nothing was taken. */
    String faults() {
        return String.join("; ", outcomes.stream().map(each -> each.photo() + ": " + each.why()).toList());
    }

    /** Of every two photographs, the enrolled templates counting as one before the others. */
    private static double[][] ratios(
            List<Reading> usable, Optional<ToDoubleFunction<float[]>> enrolled, Verification verification) {
        List<float[]> vectors = usable.stream().map(each -> each.template().orElseThrow().vector()).toList();
        int first = enrolled.isPresent() ? 1 : 0;
        double[][] ratios = new double[first + vectors.size()][first + vectors.size()];
        for (int a = first; a < ratios.length; a++) {
            float[] one = vectors.get(a - first);
            for (int b = 0; b < a; b++) {
                double cosine = b < first ? enrolled.orElseThrow().applyAsDouble(one) : cosine(one, vectors.get(b - first));
                ratios[a][b] = verification.log10Ratio(cosine);
                ratios[b][a] = ratios[a][b];
            }
        }
        return ratios;
    }

    private static String disagreement(List<String> faces, double[][] ratios, int face, List<Integer> person, boolean known) {
        List<Integer> against = new ArrayList<>(person);
        if (person.isEmpty()) {
            for (int other = 0; other < ratios.length; other++) {
                if (other != face && ratios[face][other] <= 0) {
                    against.add(other);
                }
            }
        }
        String names = String.join(", ", against.stream().map(faces::get).distinct().toList());
        String shows = "shows another person than " + names + " (" + times(-PhotoAgreement.mean(ratios, face, against))
                + " times likelier than the same)";
        if (person.isEmpty()) {
            return shows + ", and which of them is meant cannot be told";
        }
        return known ? shows + "; if those are wrong, remove the person first" : shows;
    }

    private static String times(double log10) {
        return log10 > WORDS_MAX ? "over a million" : String.format(Locale.ROOT, "%.0f", Math.max(1, Math.pow(10, log10)));
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
