package io.lintel.evaluate.liveness;

import io.lintel.evaluate.data.Photograph;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.models.Bundle;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * All presentations, and the rates of ISO/IEC 30107-3 over them: APCER, the share of attacks of one species that pass, and BPCER, the share of bona
 * fide presentations that do not.
 *
 * @param dataset from whose photographs
 * @param leftOut what of them is missing
 * @param bundle judged by which bundle
 * @param photographs how many were to be presented; those without a face are in no presentation
 * @param presentations one for each photograph and species
 * @param recorded presentations really made
 * @param examples one frame of each species
 */
public record LivenessResult(
        String dataset,
        List<String> leftOut,
        Bundle bundle,
        int photographs,
        List<Presentation> presentations,
        List<Recorded> recorded,
        List<Example> examples) {
    /** A photograph of a presentation really made, its P(live), and its signs. */
    public record Recorded(String name, OptionalDouble score, Signs signs) {}

    /** What a species looks like. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Example(Species species, byte[] jpeg) {}

    /** The bundle's threshold. */
    public double threshold() {
        return bundle.liveness().threshold();
    }

    /** Those of one species. */
    public List<Presentation> of(Species species) {
        return presentations.stream().filter(each -> each.species() == species).toList();
    }

    /** APCER of a species under a rule; a presentation in which no face was found does not pass. */
    public Estimate apcer(Species species, Predicate<Presentation> passes) {
        List<Presentation> attacks = of(species);
        return share(attacks, attacks.stream().filter(passes).count());
    }

    /** BPCER under a rule, of the bona fide in which a face was found. */
    public Estimate bpcer(Predicate<Presentation> passes) {
        return refused(of(Species.BONA_FIDE).stream().filter(Presentation::answered).toList(), passes);
    }

    /** The same of the photographs as they are. */
    public Estimate bpcerAsItIs() {
        return refused(of(Species.AS_IT_IS).stream().filter(Presentation::answered).toList(), each -> each.passesSingle(threshold()));
    }

    /** BPCER of the door, of the bona fide that it did not turn away for another reason. */
    public Estimate doorBpcer() {
        return refused(of(Species.BONA_FIDE).stream().filter(each -> each.door() != Admission.TURNED_AWAY).toList(), Presentation::admitted);
    }

    private static Estimate refused(List<Presentation> bonaFide, Predicate<Presentation> passes) {
        return share(bonaFide, bonaFide.stream().filter(passes.negate()).count());
    }

    /** The lowest threshold on a quantity that at most this share of the bona fide exceeds. */
    public double bonaFideLimit(ToDoubleFunction<Presentation> cue, double share) {
        double[] values = of(Species.BONA_FIDE).stream().mapToDouble(cue).sorted().toArray();
        int allowed = (int) Math.floor(share * values.length);
        return Math.nextUp(values[values.length - 1 - allowed]);
    }

    /** The highest threshold on the mean score at which a rule refuses at most this share of the bona fide. */
    public double scoreThreshold(Predicate<Presentation> also, double bpcer) {
        List<Presentation> bonaFide = of(Species.BONA_FIDE);
        int allowed = (int) Math.floor(bpcer * bonaFide.size());
        long refused = bonaFide.stream().filter(also.negate()).count();
        double[] means = bonaFide.stream().filter(also).mapToDouble(Presentation::mean).toArray();
        Arrays.sort(means);
        int left = (int) Math.max(0, allowed - refused);
        return means.length == 0 ? 0 : means[Math.min(left, means.length - 1)];
    }

    private static Estimate share(List<Presentation> all, long errors) {
        return Estimate.counted(errors, all.size(), Photograph.effective(all.stream().map(Presentation::photograph).toList()));
    }
}
