package io.lintel.evaluate.background;

import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.Section;
import io.lintel.evaluate.report.Table;
import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Puts what was found out about false faces into words and tables. */
public final class BackgroundReport {
    private static final double THOUSAND = 1_000;
    private static final List<Double> SCORES = List.of(0.5, 0.65, 0.75, 0.85, 0.95);
    private static final List<Double> SHAPE_ERRORS = List.of(9.0, 7.0, 6.0, 5.0, 4.0);
    private static final List<Double> NORMS = List.of(0.0, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0);

    private final BackgroundResult result;

    /** Of a result. */
    public BackgroundReport(BackgroundResult result) {
        this.result = result;
    }

    /** The report. */
    public Report report() {
        List<String> cautions = new ArrayList<>(result.leftOut());
        cautions.addAll(List.of(
                "pieces are cut from photographs and drawn by a program; a door sees its own background, day after day: look at lintel doctor and at what"
                        + " its camera shows",
                "whoever was not detected at all in a photograph at a score of " + BackgroundEvaluation.SCORE_MIN + " may stand in a piece of background"));
        Limits limits = result.limits();
        List<Report.Figure> figures = List.of(
                new Report.Figure("False faces by the detector", rate(result.passing(Step.DETECTED, limits)), "per 1 000 pieces"),
                new Report.Figure("False faces compared with people", rate(result.passing(Step.EMBEDDED, limits)), "per 1 000 pieces"),
                new Report.Figure("Real faces lost", Words.share(share(result.lost(Step.EMBEDDED, limits))), "of " + result.real().size()));
        String subtitle = result.allPieces() + " pieces without a face and " + result.real().size() + " faces, from " + result.dataset() + ", judged by "
                + result.bundle();
        return new Report("False faces", subtitle, cautions, figures, List.of(steps(), thresholds()), json(cautions));
    }

    private Section steps() {
        List<String> head = new ArrayList<>(List.of("passes"));
        List<String> pieces = new ArrayList<>(List.of("pieces"));
        result.pieces().forEach((kind, count) -> {
            head.add(kind.text());
            pieces.add(Integer.toString(count));
        });
        head.addAll(List.of("all, per 1 000", "real faces lost", "share"));
        pieces.addAll(List.of("–", "–", "–"));
        List<List<String>> rows = new ArrayList<>(List.of(pieces));
        for (Step step : Step.values()) {
            List<String> row = new ArrayList<>(List.of(step.text()));
            result.pieces().keySet().forEach(kind -> row.add(Long.toString(result.passing(kind, step, result.limits()))));
            long lost = result.lost(step, result.limits());
            row.addAll(List.of(rate(result.passing(step, result.limits())), Long.toString(lost), Words.share(share(lost))));
            rows.add(row);
        }
        return Section.of(
                "Step by step",
                "How many false faces are left after each step at the bundle's limits, and how many real faces are lost by then. Only what passes all of them is"
                        + " compared with anybody.",
                List.of(new Table("", head, rows, "Under a kind of background: how many false faces are left; several may be found in one piece.")));
    }

    private Section thresholds() {
        Limits own = result.limits();
        return Section.of(
                "One limit moved, the others as they are",
                "False faces per 1 000 pieces that pass all steps, and real faces lost.",
                List.of(
                        table("Detector's score", SCORES.stream().map(score -> new Limits(score, own.shapeError(), own.norm())).toList(), Limits::score),
                        table("Largest error of the points' shape", SHAPE_ERRORS.stream().map(error -> new Limits(own.score(), error, own.norm())).toList(),
                                Limits::shapeError),
                        table("Least length of the embedding", NORMS.stream().map(norm -> new Limits(own.score(), own.shapeError(), norm)).toList(), Limits::norm)));
    }

    private Table table(String title, List<Limits> variants, ToDoubleFunction<Limits> moved) {
        List<List<String>> rows = variants.stream()
                .map(limits -> {
                    long lost = result.lost(Step.EMBEDDED, limits);
                    return List.of(
                            Words.number(moved.applyAsDouble(limits), 2), rate(result.passing(Step.EMBEDDED, limits)), Long.toString(lost), Words.share(share(lost)));
                })
                .toList();
        return new Table(title, List.of("limit", "false faces per 1 000", "real faces lost", "share"), rows, "");
    }

    private String rate(long count) {
        return String.format(Locale.ROOT, "%.1f", THOUSAND * count / Math.max(1, result.allPieces()));
    }

    private double share(long lost) {
        return (double) lost / result.real().size();
    }

    private Map<String, Object> json(List<String> remarks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "background");
        json.put("dataset", result.dataset());
        json.put("bundle", result.bundle());
        json.put("remarks", remarks);
        json.put("pieces", result.allPieces());
        json.put("faces", result.real().size());
        Map<String, Object> steps = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            steps.put(
                    step.name().toLowerCase(Locale.ROOT),
                    Map.of("false_faces", result.passing(step, result.limits()), "faces_lost", result.lost(step, result.limits())));
        }
        json.put("steps", steps);
        return json;
    }
}
