package io.lintel.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What became of one test inside the board, and how that gets out: a line of a file.
 *
 * @param suite the test class
 * @param test the test's display name
 * @param passed whether it ran and passed
 * @param told the failure's stack trace, or why it did not run; empty if it passed
 */
record Outcome(String suite, String test, boolean passed, String told) {
    static Outcome passed(String suite, String test) {
        return new Outcome(suite, test, true, "");
    }

    static Outcome failed(String suite, String test, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        return new Outcome(suite, test, false, trace.toString());
    }

    /** A test that did not run has proven nothing. */
    static Outcome skipped(String suite, String test, String why) {
        return new Outcome(suite, test, false, "did not run: " + why);
    }

    private String line() {
        return encoded(suite) + " " + encoded(test) + " " + passed + " " + encoded(told);
    }

    private static Outcome of(String line) {
        String[] words = line.split(" ", -1);
        return new Outcome(decoded(words[0]), decoded(words[1]), Boolean.parseBoolean(words[2]), decoded(words[3]));
    }

    static void write(Path file, List<Outcome> outcomes) throws IOException {
        Files.write(file, outcomes.stream().map(Outcome::line).toList());
    }

    static List<Outcome> read(Path file) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            outcomes.add(of(line));
        }
        return outcomes;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), UTF_8);
    }
}
