package io.lintel.evaluate.report;

import io.lintel.evaluate.EvaluationException;
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
     * Writes it.
     *
     * @param target a file ending in {@code .html}, or a folder, made if need be
     * @return the HTML file
     */
    public static Path write(Report report, Path target) {
        Map<String, byte[]> charts = new LinkedHashMap<>();
        report.sections().forEach(section -> section.plots().forEach(plot -> charts.put(plot.name(), Charts.png(plot))));
        String text = new HtmlReport(report, charts).text();
        boolean file = target.toString().toLowerCase(Locale.ROOT).endsWith(".html");
        Path page = file ? target : target.resolve("report.html");
        try {
            PrivateFile.write(page, text.getBytes(StandardCharsets.UTF_8));
            if (!file) {
                for (Map.Entry<String, byte[]> chart : charts.entrySet()) {
                    PrivateFile.write(target.resolve(chart.getKey() + ".png"), chart.getValue());
                }
            }
            return page;
        } catch (IOException e) {
            throw new EvaluationException("cannot write " + page + ": " + e.getMessage(), "name another folder or a file ending in .html");
        }
    }
}
