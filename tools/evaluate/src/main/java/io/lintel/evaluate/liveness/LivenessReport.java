package io.lintel.evaluate.liveness;

import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.report.Plot;
import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.Section;
import io.lintel.evaluate.report.Shots;
import io.lintel.evaluate.report.Table;
import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts what was found out about liveness into words, tables and charts. */
public final class LivenessReport {
    private static final double BUDGET = 0.05;
    private static final double CUE_BUDGET = 0.01;
    private static final List<Species> ATTACKS = List.of(Species.PRINT, Species.SCREEN, Species.CUT_OUT, Species.FROZEN, Species.REPLAY);
    private static final int STEPS = 50;

    private final LivenessResult result;

    /** Of a result. */
    public LivenessReport(LivenessResult result) {
        this.result = result;
    }

    /** The report. */
    public Report report() {
        List<String> cautions = new ArrayList<>(result.leftOut());
        int faceless = result.photographs() - result.of(Species.AS_IT_IS).size();
        if (faceless > 0) {
            cautions.add("left out: " + faceless + " of " + result.photographs() + " photographs, which cannot be read or show no face");
        }
        cautions.addAll(List.of(
                "these attacks are drawn by a program from photographs: they are no certification and no test to ISO/IEC 30107-3, whose words are used here;"
                        + " real prints, screens and masks differ",
                "bona fide are the photographs themselves, walked up to a simulated camera: what is judged live here is a photograph of a living person",
                "masks are not measured at all",
                "frozen and replayed streams are injected behind the lens: frame by frame they are the bona fide, so that no model of single frames can tell them",
                "the door itself refuses a frozen or injected picture whatever the model says: a picture that was shown before to the bit never counts, and"
                        + " several that were not are needed (" + Words.counts(doorApcer(Species.FROZEN)) + " frozen streams got in); a recording that is played on is not"
                        + " refused so (" + Words.counts(doorApcer(Species.REPLAY)) + ")"));
        Estimate bpcer = result.doorBpcer();
        Species worst = worst();
        List<Report.Figure> figures = List.of(
                new Report.Figure("BPCER at the door", Words.value(bpcer), Words.bounds(bpcer)),
                figure("APCER of prints", Species.PRINT),
                figure("APCER of screens", Species.SCREEN),
                figure("APCER of cut-outs", Species.CUT_OUT),
                figure("APCER at worst: " + worst.text(), worst));
        List<Section> sections = new ArrayList<>(List.of(rates(), cues()));
        if (!result.recorded().isEmpty()) {
            sections.add(recorded());
        }
        String subtitle = result.photographs() + " photographs in " + result.dataset() + ", each presented in " + Species.PRESENTED.size() + " ways, "
                + Presentation.FRAMES + " frames, judged by " + result.bundle().name();
        return new Report("Liveness on generated attacks", subtitle, cautions, figures, sections, json(cautions));
    }

    private Report.Figure figure(String name, Species species) {
        Estimate estimate = doorApcer(species);
        return new Report.Figure(name, Words.value(estimate), Words.bounds(estimate));
    }

    private Estimate doorApcer(Species species) {
        return result.apcer(species, Presentation::admitted);
    }

    private Species worst() {
        return ATTACKS.stream().max(Comparator.comparingDouble(species -> value(doorApcer(species)))).orElseThrow();
    }

    private Section rates() {
        double threshold = result.threshold();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("BPCER " + Species.BONA_FIDE.text(), result::bpcer, result.doorBpcer()));
        Estimate still = result.bpcerAsItIs();
        rows.add(List.of("BPCER " + Species.AS_IT_IS.text(), Words.value(still), Words.bounds(still), "–", "–", "–", "–"));
        for (Species species : ATTACKS) {
            rows.add(row("APCER " + species.text(), rule -> result.apcer(species, rule), doorApcer(species)));
        }
        Species worst = worst();
        rows.add(row("APCER at worst (" + worst.text() + ")", rule -> result.apcer(worst, rule), doorApcer(worst)));
        List<List<String>> made = ATTACKS.stream()
                .map(species -> List.of(species.text(), species.made(), Integer.toString(result.of(species).size()), Words.number(unanswered(species), 0)))
                .toList();
        List<Shots> shots = List.of(new Shots(
                "What was presented", "The first frame of one approach, by species.",
                result.examples().stream().map(example -> new Shots.Shot(List.of(example.jpeg()), example.species().text())).toList()));
        return new Section(
                "Attack and bona fide classification errors",
                "The model at the bundle's threshold, P(live) ≥ " + Words.number(threshold, 2) + ": one frame, and the mean of " + Presentation.FRAMES
                        + ". At the door: the door's whole rule on the same frames, the photograph's person being enrolled; it opens once the mean so far"
                        + " reaches the threshold, and refuses after five answers (for attacks the IAPAR of ISO/IEC 30107-3).",
                List.of(
                        new Table(
                                "",
                                List.of("", "one frame", "95 % interval", "mean", "95 % interval", "at the door", "95 % interval"), rows,
                                "A presentation in which no face was found does not pass (APCER) or is left out (BPCER); so is, at the door, a bona fide"
                                        + " that is turned away for the quality of its frames or not recognised. " + Words.METHODS),
                        new Table("Species", List.of("species", "how it is made", "presentations", "no face found"), made, "")),
                List.of(curves()),
                shots);
    }

    private double unanswered(Species species) {
        return result.of(species).stream().filter(each -> !each.answered()).count();
    }

    private List<String> row(String name, Function<Predicate<Presentation>, Estimate> rate, Estimate door) {
        double threshold = result.threshold();
        Estimate single = rate.apply(each -> each.passesSingle(threshold));
        Estimate mean = rate.apply(each -> each.passesMean(threshold));
        return List.of(
                name, Words.value(single), Words.bounds(single), Words.value(mean), Words.bounds(mean), Words.value(door), Words.bounds(door));
    }

    private Plot curves() {
        List<Plot.Series> series = new ArrayList<>();
        for (Species species : ATTACKS.subList(0, 3)) {
            series.add(curve("APCER " + species.text(), threshold -> value(result.apcer(species, each -> each.passesMean(threshold)))));
        }
        series.add(curve("BPCER", threshold -> value(result.bpcer(each -> each.passesMean(threshold)))));
        double at = result.threshold();
        series.add(new Plot.Series("bundle's threshold", Plot.Kind.GUIDE, List.of(at, at), List.of(0.0, 100.0)));
        return new Plot(
                "liveness", "Errors by threshold",
                "Mean of " + Presentation.FRAMES + " frames. Raising the threshold refuses more attacks and more people.",
                new Plot.Axis("threshold on P(live)", false, 0, 1),
                new Plot.Axis("share, %", false, 0, 100),
                series);
    }

    private static Plot.Series curve(String name, DoubleUnaryOperator rate) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            double threshold = (double) step / STEPS;
            x.add(threshold);
            y.add(100 * rate.applyAsDouble(threshold));
        }
        return new Plot.Series(name, Plot.Kind.LINE, x, y);
    }

    /** A rule: the model alone, or with one more sign. */
    private record Rule(String name, Predicate<Presentation> also) {}

    /** Each sign's limit refuses its share of the bona fide. */
    private Signs limits() {
        return new Signs(
                result.bonaFideLimit(each -> each.signs().moire(), CUE_BUDGET),
                result.bonaFideLimit(each -> each.signs().banding(), CUE_BUDGET),
                result.bonaFideLimit(each -> each.signs().edges(), CUE_BUDGET),
                0);
    }

    private List<Rule> rules() {
        Signs limit = limits();
        Rule moire = new Rule("+ moiré peak", each -> each.signs().moire() < limit.moire());
        Rule banding = new Rule("+ row banding", each -> each.signs().banding() < limit.banding());
        Rule edges = new Rule("+ straight edges", each -> each.signs().edges() < limit.edges());
        Rule repeated = new Rule("+ repeated frames", each -> each.signs().repeated() == 0);
        return List.of(
                new Rule("model alone", _ -> true),
                moire,
                banding,
                edges,
                repeated,
                new Rule("+ all four", moire.also().and(banding.also()).and(edges.also()).and(repeated.also())));
    }

    private Section cues() {
        List<List<String>> rows = new ArrayList<>();
        for (Rule rule : rules()) {
            double threshold = result.scoreThreshold(rule.also(), BUDGET);
            Predicate<Presentation> passes = each -> rule.also().test(each) && each.passesMean(threshold);
            List<String> row = new ArrayList<>(List.of(rule.name(), Words.number(threshold, 3), Words.value(result.bpcer(passes))));
            ATTACKS.forEach(species -> row.add(Words.value(result.apcer(species, passes))));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("rule", "threshold", "BPCER"));
        ATTACKS.forEach(species -> head.add(species.text()));
        return Section.of(
                "Would more signs help?",
                "Candidates beside the model, at the same BPCER of at most 5 %: each sign may refuse 1 % of the bona fide, the model's threshold takes the rest."
                        + " APCER by species.",
                List.of(new Table("", head, rows,
                        "The moiré, the bands and the borders are those this program draws: a gain here is an upper limit; what they say of presentations really made"
                                + " is below, where the data set has some. Straight edges also stand behind visitors. Of these the door uses one: pictures that were shown before.")));
    }

    private Section recorded() {
        Signs limit = limits();
        List<List<String>> rows = result.recorded().stream()
                .map(each -> List.of(
                        each.name(),
                        each.score().isPresent() ? Words.number(each.score().getAsDouble(), 3) : "no face found",
                        each.score().orElse(0) >= result.threshold() ? "live" : "attack",
                        Words.number(each.signs().moire(), 2),
                        Words.number(each.signs().banding(), 2),
                        Words.number(each.signs().edges(), 1)))
                .toList();
        String limits = "The signs' limits that 1 % of the generated bona fide exceed: moiré " + Words.number(limit.moire(), 2) + ", banding "
                + Words.number(limit.banding(), 2) + " (from one photograph it can show nothing), edges " + Words.number(limit.edges(), 1) + ".";
        return Section.of(
                "Recorded presentations",
                "Photographs of presentations really made, from the data set's own folder, one frame each: too few for a rate.",
                List.of(new Table("", List.of("photograph", "P(live)", "judged", "moiré", "banding", "edges"), rows, limits)));
    }

    private Map<String, Object> json(List<String> remarks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "liveness");
        json.put("remarks", remarks);
        json.put("certification", false);
        json.put("attacks", "generated");
        json.put("dataset", result.dataset());
        json.put("bundle", result.bundle().name());
        json.put("photographs", result.photographs());
        json.put("threshold", result.threshold());
        json.put("crop", result.bundle().liveness().crop());
        json.put("bpcer_photograph_as_it_is", result.bpcerAsItIs().json());
        json.put("bpcer", rates(result::bpcer, result.doorBpcer()));
        Map<String, Object> apcer = new LinkedHashMap<>();
        ATTACKS.forEach(species -> apcer.put(species.name().toLowerCase(Locale.ROOT), rates(rule -> result.apcer(species, rule), doorApcer(species))));
        json.put("apcer", apcer);
        json.put("worst_species", worst().name().toLowerCase(Locale.ROOT));
        List<Map<String, Object>> cues = new ArrayList<>();
        for (Rule rule : rules()) {
            double threshold = result.scoreThreshold(rule.also(), BUDGET);
            Predicate<Presentation> passes = each -> rule.also().test(each) && each.passesMean(threshold);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rule", rule.name());
            row.put("threshold", threshold);
            row.put("bpcer", result.bpcer(passes).json());
            ATTACKS.forEach(species -> row.put("apcer_" + species.name().toLowerCase(Locale.ROOT), result.apcer(species, passes).json()));
            cues.add(row);
        }
        json.put("cues_at_equal_bpcer", cues);
        return json;
    }

    private Map<String, Object> rates(Function<Predicate<Presentation>, Estimate> rate, Estimate door) {
        double threshold = result.threshold();
        Map<String, Object> rates = new LinkedHashMap<>();
        rates.put("single", rate.apply(each -> each.passesSingle(threshold)).json());
        rates.put("mean", rate.apply(each -> each.passesMean(threshold)).json());
        rates.put("door", door.json());
        return rates;
    }

    private static double value(Estimate estimate) {
        return estimate instanceof Estimate.Measured measured ? measured.value() : 0;
    }
}
