package io.lintel.hal.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Boots the virtual board and runs there what needs a real kernel, if its kernel has been built ({@code tools/board/build}). */
class BoardRunTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theKernelsTestsPassInsideTheVirtualBoard() throws Exception {
        Path tools = Path.of(System.getProperty("lintel.board", System.getProperty("lintel.root", ".") + "/tools/board"));
        assumeTrue(Files.isExecutable(tools.resolve("build")), "no virtual board in this tree");
        Path kernel = Path.of(output(List.of(tools.resolve("build").toString(), "--path")).strip());
        assumeTrue(Files.isExecutable(kernel), "the virtual board's kernel is not built; run tools/board/build");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String log = output(List.of(
                tools.resolve("run").toString(), "-t", "240", "-m", "1024", "--",
                java, "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath,
                InsideBoard.class.getName()));
        System.out.println(log);
        assertThat(log).contains("inside the board: ");
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command.getFirst(), output).isZero();
        return output;
    }
}
