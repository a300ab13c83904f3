package io.lintel.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicNode;

/** Boots the virtual board for a set of tests and brings home what became of them. Waits for the board's kernel to be built. */
final class VirtualBoard {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root", "../.."));
    private static final Path TOOLS = ROOT.resolve("tools/board");

    private VirtualBoard() {}

    /**
     * Runs the tests tagged {@code board} of these packages inside.
     *
     * @param folder an empty one, whose files come and go
     * @param limit when the board loses its power
     * @return each as a test of its own; fails if there are none, or none came home
     */
    static List<DynamicNode> run(Path folder, Duration limit, String... packages) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        int built = start(log, List.of(TOOLS.resolve("build").toString()));
        assertThat(built).as("the virtual board has no kernel, and none can be built here:%n%s", Files.readString(log)).isZero();
        Path results = folder.resolve("results");
        long begin = System.nanoTime();
        int status = start(log, inside(folder, limit, results, packages));
        System.out.print(Files.readString(log));
        System.out.printf("on the board: %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        assertThat(status).as("exit status of the board, which said:%n%s", Files.readString(log)).isZero();
        List<Outcome> outcomes = Outcome.read(results);
        assertThat(outcomes).as("tests that ran on the board").isNotEmpty();
        Map<String, List<DynamicNode>> suites = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            suites.computeIfAbsent(outcome.suite(), _ -> new ArrayList<>())
                    .add(dynamicTest(outcome.test(), () -> assertThat(outcome.passed()).as(outcome.told()).isTrue()));
        }
        return suites.entrySet().stream().<DynamicNode>map(suite -> dynamicContainer(suite.getKey(), suite.getValue())).toList();
    }

    private static List<String> inside(Path folder, Duration limit, Path results, String... packages) {
        List<String> command = new ArrayList<>(List.of(
                TOOLS.resolve("run").toString(), "-t", Long.toString(limit.toSeconds()), "-w", folder.toString(), "--",
                // Not by -cp: it is longer than some libraries take a command line to be.
                "env", "CLASSPATH=" + classPath(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-Dlintel.root=" + ROOT.toAbsolutePath().normalize(),
                InsideBoard.class.getName(),
                results.toString()));
        command.addAll(List.of(packages));
        return command;
    }

    private static String classPath() {
        return Optional.ofNullable(System.getProperty("surefire.test.class.path")).orElse(System.getProperty("java.class.path"));
    }

    private static int start(Path log, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
