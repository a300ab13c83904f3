package io.lintel.demo;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.daemon.control.ControlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code lintel run} on the virtual board, with the options it is installed with. */
final class BoardDaemon implements AutoCloseable {
    private static final Path LOG = Path.of("/tmp/daemon.log");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

    private final Process process;
    private final Control control = new ControlClient(Path.of("/tmp/lintel-board.sock"));

    private BoardDaemon(Process process) {
        this.process = process;
    }

    static BoardDaemon start() throws IOException {
        return new BoardDaemon(lintel("--add-modules=jdk.incubator.vector", "run"));
    }

    /** Runs {@code lintel} with this door's configuration; the class path comes by the environment. */
    static Process lintel(String option, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Looker.ROOT.resolve("tools/cli/src/main/dist/lintel.args"),
                option,
                "io.lintel.cli.Main"));
        all.addAll(List.of(command));
        all.addAll(List.of("--config", BoardProgramme.config().toString()));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    Control control() {
        return control;
    }

    /**
     * Asks until the answer is as wanted, doing something in between; a daemon that is not up yet does not answer.
     *
     * @param meanwhile what takes a moment
     */
    void await(String what, Predicate<Control> wanted, Runnable meanwhile) throws IOException {
        long begin = System.nanoTime();
        while (!answers(wanted)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new AssertionError("no " + what + "; the daemon says:\n" + Files.readString(LOG));
            }
            meanwhile.run();
        }
    }

    private boolean answers(Predicate<Control> wanted) {
        try {
            return wanted.test(control);
        } catch (ControlException _) {
            return false;
        }
    }

    /** SIGKILL: it has no time for a last word. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        control.close();
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the daemon does not stop; it says:\n" + Files.readString(LOG));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
