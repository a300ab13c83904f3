package io.lintel.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs, inside the virtual board, the tests tagged {@code board} of some packages and writes what became of them into a file:
 * {@code InsideBoard FILE PACKAGE...}. {@link VirtualBoard} starts it.
 */
final class InsideBoard implements TestExecutionListener {
    private final List<Outcome> outcomes = new ArrayList<>();
    private long startedNanos;

    private InsideBoard() {}

    /** Exit status 0 if the file was written, whatever it says. */
    public static void main(String[] arguments) throws IOException {
        InsideBoard inside = new InsideBoard();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(arguments).skip(1).map(DiscoverySelectors::selectPackage).toList())
                .filters(TagFilter.includeTags("board"))
                .build();
        LauncherFactory.create().execute(request, inside);
        Outcome.write(Path.of(arguments[0]), inside.outcomes);
        // Threads that a failed test left behind are not waited for.
        System.exit(0);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedNanos = System.nanoTime();
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(Outcome.skipped(suite(test), test.getDisplayName(), reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            Throwable cause = result.getThrowable().orElseGet(() -> new IllegalStateException("no cause was given"));
            add(Outcome.failed(suite(test), test.getDisplayName(), cause));
        } else if (test.isTest()) {
            add(Outcome.passed(suite(test), test.getDisplayName()));
        }
    }

    private void add(Outcome outcome) {
        outcomes.add(outcome);
        System.out.printf("%s %s.%s, %d ms%n", outcome.passed() ? "ok    " : "FAILED", outcome.suite(), outcome.test(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        // Said here as well: a board whose time is up brings no file home.
        System.out.print(outcome.told());
    }

    private static String suite(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> method.getClassName();
                    case ClassSource type -> type.getClassName();
                    default -> source.toString();
                })
                .orElse(test.getUniqueId());
    }
}
