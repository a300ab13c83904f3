package io.lintel.cli;

import io.lintel.core.control.ControlCodec;
import io.lintel.core.control.ControlReply;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command prints: results on {@code out}, messages on {@code err}.
 *
 * @param out results, fit for a pipe
 * @param err messages for people
 * @param in what people answer
 */
public record Console(PrintWriter out, PrintWriter err, BufferedReader in) {
    private static final ControlCodec CODEC = new ControlCodec();

    /** Standard output and standard error. */
    public static Console standard() {
        return new Console(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                new BufferedReader(new InputStreamReader(System.in, System.out.charset())));
    }

    /** For commands that ask nothing. */
    public Console(PrintWriter out, PrintWriter err) {
        this(out, err, new BufferedReader(Reader.nullReader()));
    }

    /** Prints a record, list or map as indented JSON with lower_snake keys, as the control socket has them. */
    public void json(Object value) {
        if (CODEC.readReply(CODEC.done(value)) instanceof ControlReply.Done done) {
            out.println(done.result().toPrettyString());
        }
    }

    /** Prints rows under a heading, columns as wide as their widest cell. */
    public void table(List<String> heading, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        int[] widths = new int[heading.size()];
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(row.get(column)).append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
