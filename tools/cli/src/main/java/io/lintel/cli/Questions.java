package io.lintel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** Asks the person at the keyboard; whoever wants no questions, or has no keyboard, gets what is proposed. Threading: one thread. */
final class Questions {
    private static final Set<String> YES = Set.of("y", "yes");
    private static final Set<String> NO = Set.of("n", "no");

    private final BufferedReader in;
    private final PrintWriter out;
    private final boolean silent;

    /**
     * Questions.
     *
     * @param silent nobody is asked anything
     */
    Questions(BufferedReader in, PrintWriter out, boolean silent) {
        this.in = in;
        this.out = out;
        this.silent = silent;
    }

    /** An answer in words; an empty one is the proposal, and {@code -} is nothing at all. */
    String text(String question, String proposal) {
        if (silent) {
            return proposal;
        }
        String answer = line(question + (proposal.isEmpty() ? ": " : " [" + proposal + "]: "), proposal);
        return answer.equals("-") ? "" : answer;
    }

    /** Yes or no. */
    boolean agree(String question, boolean proposal) {
        while (!silent) {
            String answer = line(question + (proposal ? " [Y/n]: " : " [y/N]: "), proposal ? "y" : "n").toLowerCase(Locale.ROOT);
            if (YES.contains(answer) || NO.contains(answer)) {
                return YES.contains(answer);
            }
            out.println("y or n?");
        }
        return proposal;
    }

    private String line(String prompt, String proposal) {
        out.print(prompt);
        out.flush();
        try {
            String answer = in.readLine();
            if (answer == null) {
                throw new CommandFailure("the answers end here", "answer all questions, or give the options and --yes");
            }
            return answer.isBlank() ? proposal : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
