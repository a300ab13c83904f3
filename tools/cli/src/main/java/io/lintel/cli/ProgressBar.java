package io.lintel.cli;

import io.lintel.evaluate.Progress;
import java.io.PrintWriter;
import java.util.Optional;

/** A line on standard error that grows, where a person looks at it; silent elsewhere. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    /** Erases what an earlier, longer line left. */
    private static final String CLEAR = "\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private String task = "";
    private int last = -1;

    private ProgressBar(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /** One on a console; shown only on a terminal. */
    static ProgressBar on(Console console) {
        return new ProgressBar(console.err(), Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
    }

    @Override
    public synchronized void at(String what, int done, int total) {
        int percent = (int) (100L * done / Math.max(1, total));
        // Threads may come here in another order than they counted: a task's bar never goes back.
        if (!shown || (what.equals(task) && percent <= last)) {
            return;
        }
        task = what;
        last = percent;
        int filled = WIDTH * percent / 100;
        err.print("\r" + what + " " + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + done + "/" + total + CLEAR);
        err.flush();
    }

    /** Clears the line. */
    synchronized void done() {
        if (shown && last >= 0) {
            err.print("\r" + CLEAR);
            err.flush();
            last = -1;
        }
    }
}
