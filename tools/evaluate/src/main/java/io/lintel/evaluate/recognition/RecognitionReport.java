package io.lintel.evaluate.recognition;

import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.face.Outcome;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.Section;
import io.lintel.evaluate.report.Table;
import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts what was found out about recognition into words, tables and charts. */
public final class RecognitionReport {
    private static final int UNREADABLE_SHOWN = 10;
    /** What enrolment takes for a copy. */
    private static final float COPY = 0.99f;

    private final RecognitionResult result;
    private final boolean pictures;

    /**
     * Of a result.
     *
     * @param pictures whether thumbnails of failures are made
     */
    public RecognitionReport(RecognitionResult result, boolean pictures) {
        this.result = result;
        this.pictures = pictures;
    }

    /** The report. */
    public Report report() {
        List<Section> sections = new ArrayList<>();
        sections.add(acquisition());
        Optional<Verification> verification = result.verification();
        verification.ifPresent(found -> {
            sections.add(verification(found));
            if (!result.identification().isEmpty()) {
                sections.add(identification());
            }
            if (!result.groups().isEmpty()) {
                sections.add(groups());
            }
            sections.add(calibration(found));
        });
        sections.add(latency());
        if (pictures) {
            sections.add(new Failures(result).section());
        }
        List<String> cautions = cautions();
        return new Report("Recognition", subtitle(), cautions, figures(), sections, new RecognitionJson(result, cautions).map());
    }

    private String subtitle() {
        Dataset dataset = result.dataset();
        int labelled = dataset.people().size();
        int all = dataset.identities();
        int photographs = dataset.photographs().size();
        String known = dataset.known() == photographs ? "" : ", " + dataset.known() + " of them";
        String people = labelled == all
                ? labelled + " labelled people"
                : all + " people, " + (labelled == 0 ? "as far as the pairs tell" : labelled + " of them labelled");
        return photographs + " photographs" + (all == 0 ? ", nobody named" : known + " of " + people) + ", in " + dataset.name() + ", measured with "
                + result.bundle().name();
    }

    private List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        cautions.addAll(result.dataset().leftOut());
        cautions.addAll(result.dataset().remarks());
        cautions.addAll(result.groupRemarks());
        result.readings().stream()
                .filter(reading -> reading.outcome() == Outcome.UNREADABLE)
                .limit(UNREADABLE_SHOWN)
                .forEach(reading -> cautions.add("unreadable: " + reading.why()));
        if (result.verification().isEmpty()) {
            cautions.add("nothing to compare: that takes a person with two usable photographs, and a second person");
        }
        if (result.verification().isPresent() && result.identification().isEmpty()) {
            cautions.add("one to many is not measured: that takes " + Identification.PEOPLE_MIN + " people with two usable photographs each");
        }
        result.verification().ifPresent(found -> {
            long copies = copies(found.genuine()) + copies(found.impostor());
            if (copies > 0) {
                cautions.add("comparisons of copies of one picture: " + copies + " (cosine " + COPY + " and more); leave out all but one, or they"
                        + " count for accuracy or for false matches");
            }
            if (found.leastFmr() > Verification.FMR_TARGETS.getLast()) {
                cautions.add(String.format(
                        Locale.ROOT,
                        "the sample is small: its %,d comparisons of different people are worth %.0f independent ones and support no false-match rate below %s",
                        found.impostor().size(), found.impostorEffective(), Words.share(found.leastFmr())));
            }
            if (found.genuineDrawn()) {
                cautions.add(String.format(Locale.ROOT, "%,d comparisons of one person were drawn at random from all", found.genuine().size()));
            }
            if (found.impostorDrawn()) {
                cautions.add(String.format(Locale.ROOT, "%,d comparisons of different people were drawn at random from all", found.impostor().size()));
            }
        });
        cautions.add("photographs are not a door's camera: light, angle and distance there differ");
        return cautions;
    }

    private static long copies(Comparisons comparisons) {
        // Highest first.
        int copies = 0;
        while (copies < comparisons.size() && comparisons.score(copies) >= COPY) {
            copies++;
        }
        return copies;
    }

    private List<Report.Figure> figures() {
        List<Report.Figure> figures = new ArrayList<>();
        Estimate detected = result.acquisition().detected();
        figures.add(new Report.Figure("Faces detected", Words.value(detected), Words.counts(detected) + " photographs" + unreadable()));
        result.verification().ifPresent(found -> {
            figures.add(new Report.Figure(
                    "Accuracy, " + found.folds().folds() + " folds",
                    Words.share(found.folds().mean()),
                    "± " + Words.share(found.folds().deviation()) + " standard deviation"));
            figures.add(new Report.Figure("Equal error rate", Words.value(found.equalErrorRate()), Words.bounds(found.equalErrorRate())));
            RatePoint door = found.atBundle().get(1);
            figures.add(new Report.Figure(
                    "FNMR at promised FMR 1e-3", Words.value(door.fnmr()), Words.bounds(door.fnmr()) + " · cosine " + Words.cosine(door.threshold())));
        });
        if (!result.identification().isEmpty()) {
            Identification.Size largest = result.identification().getLast();
            figures.add(new Report.Figure(
                    "Missed at the door's rule",
                    Words.value(largest.doorFnir()),
                    largest.people() + " enrolled, one photograph; strangers let in " + Words.counts(largest.doorFpir())));
        }
        return figures;
    }

    private String unreadable() {
        long unreadable = result.acquisition().count(Outcome.UNREADABLE);
        return unreadable == 0 ? "" : ", " + unreadable + " of them unreadable";
    }

    private Section acquisition() {
        Acquisition acquisition = result.acquisition();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("face detected", acquisition.detected()));
        rows.add(row("file unreadable", acquisition.unreadable()));
        rows.add(row("no embedding (failure to acquire)", acquisition.failedToAcquire()));
        List<List<String>> reasons = acquisition.reasons().stream()
                .map(reason -> List.of(reason.getKey(), Integer.toString(reason.getValue())))
                .toList();
        List<Table> tables = new ArrayList<>();
        tables.add(new Table("", List.of("", "share", "photographs", "95 % interval", "by"), rows, ""));
        if (!reasons.isEmpty()) {
            tables.add(new Table("Why photographs were not used", List.of("reason", "photographs"), reasons, ""));
        }
        return Section.of(
                "Detection and quality",
                "What the detector finds and the door's quality rule lets pass, of all photographs: one that cannot be read shows no face. Error rates below are of"
                        + " the photographs that passed.",
                tables);
    }

    private Section verification(Verification found) {
        List<List<String>> measured = new ArrayList<>();
        for (RatePoint point : found.atMeasured()) {
            measured.add(List.of(
                    Words.rate(point.target()), Words.cosine(point.threshold()), Words.value(point.fnmr()), Words.counts(point.fnmr()),
                    Words.bounds(point.fnmr()), Words.method(point.fnmr())));
        }
        List<List<String>> promised = new ArrayList<>();
        for (RatePoint point : found.atBundle()) {
            promised.add(List.of(
                    Words.rate(point.target()),
                    Words.cosine(point.threshold()),
                    Words.value(point.fmr()),
                    Words.counts(point.fmr()),
                    Words.bounds(point.fmr()),
                    Words.method(point.fmr()),
                    Words.value(point.fnmr()),
                    Words.counts(point.fnmr()),
                    Words.bounds(point.fnmr()),
                    Words.method(point.fnmr())));
        }
        List<Table> tables = List.of(
                new Table(
                        "",
                        List.of("", "value", "95 % interval", "by"),
                        List.of(
                                List.of("accuracy, " + found.folds().folds() + " folds", Words.share(found.folds().mean()),
                                        "± " + Words.share(found.folds().deviation()) + " sd; cosine " + Words.cosine(found.folds().threshold()), "–"),
                                List.of("equal error rate", Words.value(found.equalErrorRate()), Words.bounds(found.equalErrorRate()),
                                        Words.method(found.equalErrorRate()))),
                        "Accuracy: mean of both classes, the threshold chosen on the other folds; its standard deviation over folds that may share people"
                                + " is no confidence interval."),
                new Table(
                        "False non-matches at this sample's own thresholds",
                        List.of("FMR", "cosine", "FNMR", "errors", "95 % interval", "by"), measured, Words.METHODS),
                new Table(
                        "Both errors at the thresholds of the bundle's manifest",
                        List.of("promised FMR", "cosine", "FMR", "matches", "95 % interval", "by", "FNMR", "errors", "95 % interval", "by"),
                        promised, ""));
        String lead = String.format(
                Locale.ROOT,
                "%,d comparisons of two photographs of one person, worth %.0f independent ones; %,d of different people, worth %.0f. Left out for want of an embedding: %,d.",
                found.genuine().size(), found.genuineEffective(), found.impostor().size(), found.impostorEffective(), found.left());
        return new Section("Verification, one to one", lead, tables, new VerificationPlots(found).all(), List.of());
    }

    private Section identification() {
        List<List<String>> rows = new ArrayList<>();
        for (Identification.Size size : result.identification()) {
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(size.people()), Integer.toString(size.searches()), Integer.toString(size.strangerSearches()), Words.value(size.rankOne())));
            size.fnir().values().forEach(estimate -> row.add(Words.value(estimate)));
            rows.add(row);
        }
        List<List<String>> door = result.identification().stream()
                .map(size -> List.of(
                        Integer.toString(size.people()),
                        Words.value(size.doorFnir()),
                        Words.counts(size.doorFnir()),
                        Words.bounds(size.doorFnir()),
                        Words.value(size.doorFpir()),
                        Words.counts(size.doorFpir()),
                        Words.bounds(size.doorFpir())))
                .toList();
        return Section.of(
                "Identification, one to many, open set",
                "Up to " + Identification.TEMPLATES + " photographs enrolled of each person; people are dealt into three parts, each once the strangers.",
                List.of(
                        new Table(
                                "Misses by size of gallery",
                                List.of("people", "searches", "by strangers", "wrong at rank 1", "FNIR at FPIR 1e-1", "at 1e-2", "at 1e-3"), rows,
                                "\"not supported\": too few strangers for that rate."),
                        new Table(
                                "The door's own rule, one photograph, FPIR target 1e-3",
                                List.of("people", "FNIR", "missed", "95 % interval", "FPIR", "let in", "95 % interval"), door,
                                "At a door several frames are looked at; a person missed in one is found in the next.")));
    }

    private Section groups() {
        List<List<String>> rows = result.groups().stream()
                .map(group -> List.of(
                        group.group(),
                        Integer.toString(group.photographs()),
                        Words.value(group.lost()),
                        Words.value(group.fmr()),
                        Words.counts(group.fmr()),
                        Words.bounds(group.fmr()),
                        group.verdict(),
                        Words.value(group.fnmr()),
                        Words.counts(group.fnmr()),
                        Words.bounds(group.fnmr())))
                .toList();
        return Section.of(
                "Groups",
                "Comparisons within each group at the bundle's threshold for FMR 1e-3, cosine " + Words.cosine(result.groups().getFirst().threshold())
                        + ". The manifest means that rate for the worst group: every group must keep below it. Differences within overlapping intervals prove nothing.",
                List.of(new Table(
                        "",
                        List.of("group", "photographs", "not acquired", "FMR", "matches", "95 % interval", "FMR of 1e-3", "FNMR", "errors", "95 % interval"), rows,
                        Words.METHODS)));
    }

    private Section calibration(Verification found) {
        CalibrationFit fit = new CalibrationFit(found);
        List<List<String>> tail = fit.lines(result.bundle().calibration()).stream()
                .map(line -> List.of(
                        Words.cosine(line.cosine()),
                        Words.share(Math.pow(10, line.manifest())),
                        Words.value(line.measured()),
                        Words.counts(line.measured()),
                        Words.bounds(line.measured()),
                        Words.share(Math.pow(10, line.fitted()))))
                .toList();
        var manifest = result.bundle().calibration();
        List<List<String>> moments = List.of(
                List.of("genuine mean", Words.cosine(manifest.genuineMean()), Words.cosine(fit.genuineMean())),
                List.of("genuine standard deviation", Words.cosine(manifest.genuineSd()), Words.cosine(fit.genuineDeviation())),
                List.of("impostor mean", "–", Words.cosine(fit.impostorMean())),
                List.of("impostor standard deviation", "–", Words.cosine(fit.impostorDeviation())),
                List.of("separation d′", "–", Words.number(fit.separation(), 2)),
                List.of("impostor correlation", Words.number(manifest.impostorCorrelation(), 2), Words.number(fit.impostorCorrelation(), 2)),
                List.of("genuine correlation", Words.number(manifest.genuineCorrelation(), 2), Words.number(fit.genuineCorrelation(), 2)),
                List.of("impostor comparisons", String.format(Locale.ROOT, "%,d", manifest.impostorPairs()),
                        String.format(Locale.ROOT, "%,d, worth %.0f", found.impostor().size(), found.impostorEffective())));
        String note = Double.isNaN(fit.tailStart())
                ? "Too few comparisons of different people for a fit of their tail."
                : String.format(
                        Locale.ROOT, "Fit: exponential excesses over cosine %s, %d scores. By it FMR 1e-3 is at %s and 1e-4 at %s; below %s that is extrapolation.",
                        Words.cosine(fit.tailStart()), fit.tailCount(), Words.cosine(fit.cosineAt(1e-3)), Words.cosine(fit.cosineAt(1e-4)), Words.share(found.leastFmr()));
        return Section.of(
                "Calibration",
                "What this sample would write into a bundle's manifest, beside what " + result.bundle().name() + " says (" + manifest.data() + ").",
                List.of(
                        new Table("False-match rate by cosine", List.of("cosine", "manifest (worst group)", "here", "matches", "95 % interval", "fitted here"), tail, note),
                        new Table("Distributions", List.of("", "manifest", "here"), moments, "")));
    }

    private Section latency() {
        List<List<String>> rows = result.acquisition().latencies().stream()
                .map(latency -> List.of(
                        latency.stage().text(),
                        Words.number(latency.medianMillis(), 2),
                        Words.number(latency.p95Millis(), 2),
                        Integer.toString(latency.photographs())))
                .toList();
        return Section.of(
                "Latency by stage",
                "",
                List.of(new Table(
                        "", List.of("stage", "median ms", "p95 ms", "photographs"), rows,
                        "With " + result.threads() + " photographs at a time on this machine, whatever else it was doing; photographs are larger than frames.")));
    }

    private static List<String> row(String name, Estimate estimate) {
        return List.of(name, Words.value(estimate), Words.counts(estimate), Words.bounds(estimate), Words.method(estimate));
    }
}
