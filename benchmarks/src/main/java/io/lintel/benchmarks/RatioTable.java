package io.lintel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What JMH measured, as ratios: a time alone says more about the machine and its other guests than about the code. The interval of a
 * ratio follows from the two of JMH (99.9 %, Student's t over iterations), whose relative half-widths are added in quadrature.
 */
public final class RatioTable {
    private static final List<Ratio> RATIOS = List.of(
            new Ratio("search ÷ reading its bytes", "MatchBenchmark.match", "MatchBenchmark.readBytes"),
            new Ratio("search ÷ every template in floats", "MatchBenchmark.match", "MatchBenchmark.everyFloat"),
            new Ratio("search ÷ OpenBLAS sgemv", "MatchBenchmark.match", "MatchBenchmark.openBlas"),
            new Ratio("search without the Vector API ÷ with", "MatchBenchmark.matchPlain", "MatchBenchmark.match"),
            new Ratio("every template in floats ÷ reading them", "MatchBenchmark.everyFloat", "MatchBenchmark.readFloats"),
            new Ratio("OpenBLAS sgemv ÷ reading the floats", "MatchBenchmark.openBlas", "MatchBenchmark.readFloats"));

    /** One benchmark over another, compared where all parameters are equal. */
    private record Ratio(String name, String of, String to) {}

    /** A score and the half-width of its interval, infinite where there was one iteration only. */
    private record Score(double value, double error, String unit) {}

    private RatioTable() {}

    /**
     * Prints scores and ratios.
     *
     * @param args JMH's result in JSON
     */
    public static void main(String[] args) throws IOException {
        Map<String, Map<String, Score>> scores = new LinkedHashMap<>();
        for (JsonNode run : new ObjectMapper().readTree(new File(args[0]))) {
            String benchmark = run.path("benchmark").asText().replaceFirst("^.*\\.(?=\\w+\\.\\w+$)", "");
            StringBuilder parameters = new StringBuilder();
            run.path("params").properties().forEach(each -> parameters.append(parameters.isEmpty() ? "" : ", ")
                    .append(each.getKey()).append(' ').append(each.getValue().asText()));
            JsonNode metric = run.path("primaryMetric");
            double error = metric.path("scoreError").isNumber() ? metric.path("scoreError").asDouble() : Double.POSITIVE_INFINITY;
            scores.computeIfAbsent(benchmark, _ -> new LinkedHashMap<>())
                    .put(parameters.toString(), new Score(metric.path("score").asDouble(), error, metric.path("scoreUnit").asText()));
        }
        printScores(scores);
        printRatios(scores);
    }

    private static void printScores(Map<String, Map<String, Score>> scores) {
        System.out.println("\n| measured | with | time | ± |\n|---|---|---:|---:|");
        scores.forEach((benchmark, runs) -> runs.forEach((with, score) -> System.out.printf(
                Locale.ROOT, "| `%s` | %s | %s %s | %.0f %% |%n", benchmark, with, figure(score.value), score.unit, 100 * score.error / score.value)));
    }

    private static void printRatios(Map<String, Map<String, Score>> scores) {
        System.out.println("\n| ratio | with | × | 99.9 % |\n|---|---|---:|---:|");
        for (Ratio ratio : RATIOS) {
            Map<String, Score> to = scores.getOrDefault(ratio.to, Map.of());
            scores.getOrDefault(ratio.of, Map.of()).forEach((with, of) -> {
                Score base = to.get(with);
                if (base != null) {
                    print(ratio, with, of, base);
                }
            });
        }
    }

    private static void print(Ratio ratio, String with, Score of, Score base) {
        double value = of.value / base.value;
        double relative = Math.hypot(of.error / of.value, base.error / base.value);
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %s..%s |%n", ratio.name, with, figure(value),
                figure(Math.max(0, value * (1 - relative))), figure(value * (1 + relative)));
    }

    /** Three digits. */
    private static String figure(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
