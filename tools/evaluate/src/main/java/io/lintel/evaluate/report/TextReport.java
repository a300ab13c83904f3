package io.lintel.evaluate.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A report on a terminal. */
public final class TextReport {
    private static final int LINE = 110;
    private final PrintWriter out;

    /** Prints there. */
    public TextReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints it all. */
    public void print(Report report) {
        out.println(report.title());
        wrapped(report.subtitle(), "");
        for (String caution : report.cautions()) {
            wrapped("! " + caution, "  ");
        }
        for (Section section : report.sections()) {
            if (section.tables().isEmpty()) {
                continue;
            }
            out.println();
            out.println(section.title().toUpperCase(Locale.ROOT));
            if (!section.lead().isEmpty()) {
                wrapped(section.lead(), "");
            }
            for (Table table : section.tables()) {
                print(table);
            }
        }
        out.flush();
    }

    private void print(Table table) {
        out.println();
        if (!table.title().isEmpty()) {
            out.println(table.title());
        }
        List<List<String>> all = new ArrayList<>();
        all.add(table.head());
        all.addAll(table.rows());
        int[] widths = new int[table.head().size()];
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int i = 0; i < all.size(); i++) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < widths.length; column++) {
                String cell = all.get(i).get(column);
                String pad = " ".repeat(widths[column] - cell.length());
                // Words to the left, numbers to the right; the last column is not padded.
                boolean last = column == widths.length - 1;
                line.append(column == 0 || last ? cell + pad : pad + cell).append("   ");
            }
            out.println(line.toString().stripTrailing());
            if (i == 0) {
                out.println("  " + "─".repeat(Arrays.stream(widths).sum() + 3 * (widths.length - 1)));
            }
        }
        if (!table.note().isEmpty()) {
            wrapped(table.note(), "  ");
        }
    }

    private void wrapped(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > LINE && line.length() > indent.length()) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
                line.append(indent);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
