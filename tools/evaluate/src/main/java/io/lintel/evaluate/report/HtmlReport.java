package io.lintel.evaluate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A report as one HTML file that needs nothing beside it: styles, charts and thumbnails are within. */
public final class HtmlReport {
    private final Report report;
    private final Map<String, byte[]> charts;
    private final StringBuilder html = new StringBuilder();

    /** With the plots' PNG files by name. */
    public HtmlReport(Report report, Map<String, byte[]> charts) {
        this.report = report;
        this.charts = charts;
    }

    /** The file's text. */
    public String text() {
        add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        add("<meta name=\"color-scheme\" content=\"light dark\"><title>" + escape(report.title()) + "</title><style>" + style() + "</style></head><body><main>");
        add("<header><p class=\"brand\">Lintel</p><h1>" + escape(report.title()) + "</h1><p class=\"sub\">" + escape(report.subtitle()) + "</p></header>");
        if (!report.figures().isEmpty()) {
            add("<div class=\"figures\">");
            report.figures().forEach(f -> add("<div><span>" + escape(f.name()) + "</span><strong>" + escape(f.value()) + "</strong><small>"
                    + escape(f.detail()) + "</small></div>"));
            add("</div>");
        }
        if (!report.cautions().isEmpty()) {
            add("<aside><h2>Read this first</h2><ul>");
            report.cautions().forEach(caution -> add("<li>" + escape(caution) + "</li>"));
            add("</ul></aside>");
        }
        report.sections().forEach(this::section);
        add("<footer>Made by <code>lintel evaluate</code>. Intervals are 95 %. Thumbnails show the people of the data set: treat this file as personal data.</footer>");
        add("</main></body></html>");
        return html.toString();
    }

    private void section(Section section) {
        add("<section><h2>" + escape(section.title()) + "</h2>");
        if (!section.lead().isEmpty()) {
            add("<p class=\"lead\">" + escape(section.lead()) + "</p>");
        }
        section.tables().forEach(this::table);
        for (Plot plot : section.plots()) {
            byte[] png = charts.get(plot.name());
            if (png != null) {
                add("<figure><h3>" + escape(plot.title()) + "</h3><img alt=\"" + escape(plot.title()) + "\" src=\"" + data("png", png) + "\"><figcaption>"
                        + escape(plot.caption()) + "</figcaption></figure>");
            }
        }
        section.shots().forEach(this::shots);
        add("</section>");
    }

    private void table(Table table) {
        if (!table.title().isEmpty()) {
            add("<h3>" + escape(table.title()) + "</h3>");
        }
        add("<div class=\"scroll\"><table><thead><tr>");
        table.head().forEach(cell -> add("<th>" + escape(cell) + "</th>"));
        add("</tr></thead><tbody>");
        table.rows().forEach(row -> {
            add("<tr>");
            row.forEach(cell -> add((cell.equals("not supported") ? "<td class=\"none\">" : "<td>") + escape(cell) + "</td>"));
            add("</tr>");
        });
        add("</tbody></table></div>");
        if (!table.note().isEmpty()) {
            add("<p class=\"note\">" + escape(table.note()) + "</p>");
        }
    }

    private void shots(Shots shots) {
        add("<h3>" + escape(shots.title()) + "</h3>");
        if (!shots.note().isEmpty()) {
            add("<p class=\"note\">" + escape(shots.note()) + "</p>");
        }
        add("<div class=\"shots\">");
        for (Shots.Shot shot : shots.shots()) {
            add("<div class=\"shot\"><div>");
            shot.jpegs().forEach(jpeg -> add("<img alt=\"\" src=\"" + data("jpeg", jpeg) + "\">"));
            add("</div><small>" + escape(shot.caption()) + "</small></div>");
        }
        add("</div>");
    }

    private void add(String text) {
        html.append(text);
    }

    private static String data(String type, byte[] bytes) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        // A number and its unit stay on one line.
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace(" %", "\u00A0%");
    }
}
