package io.lintel.evaluate.report;

import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a report for its owner's eyes: one HTML file with all in it, and beside it, where a folder was named, its charts as PNG files. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Refuses a target that nothing could be written to, before a long measurement.
     *
     * @throws EvaluationException when there is an obstacle; the message names it
     */
    public static void check(Path target) {
        Path page = page(target);
        PrivateFile.obstacle(page).ifPresent(why -> {
            throw failure(page, why);
        });
    }

    private static Path page(Path target) {
        return isFile(target) ? target : target.resolve("report.html");
    }

    private static boolean isFile(Path target) {
        return target.toString().toLowerCase(Locale.ROOT).endsWith(".html");
    }

    private static EvaluationException failure(Path page, String why) {
        return new EvaluationException("cannot write " + page + ": " + why, "name another folder or a file ending in .html");
    }

    /**
     * Writes it.
     *
     * @param target a file ending in {@code .html}, or a folder, made if need be
     * @return the HTML file
     */
    public static Path write(Report report, Path target) {
        Map<String, byte[]> charts = new LinkedHashMap<>();
        report.sections().forEach(section -> section.plots().forEach(plot -> charts.put(plot.name(), Charts.png(plot))));
        String text = new HtmlReport(report, charts).text();
        Path page = page(target);
        try {
            PrivateFile.write(page, text.getBytes(StandardCharsets.UTF_8));
            if (!isFile(target)) {
                for (Map.Entry<String, byte[]> chart : charts.entrySet()) {
                    PrivateFile.write(target.resolve(chart.getKey() + ".png"), chart.getValue());
                }
            }
            return page;
        } catch (IOException e) {
            throw failure(page, Trouble.of(e));
        }
    }
}
