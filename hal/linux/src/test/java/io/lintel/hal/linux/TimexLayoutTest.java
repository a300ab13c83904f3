package io.lintel.hal.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code struct timex} against the numbers of the header, and against the header itself where there is a compiler. */
class TimexLayoutTest {
    private static final List<String> FIELDS =
            List.of("modes", "offset", "freq", "maxerror", "esterror", "status", "constant", "precision", "tolerance", "time",
                    "tick", "ppsfreq", "jitter", "shift", "stabil", "jitcnt", "calcnt", "errcnt", "stbcnt", "tai");

    @TempDir
    private Path folder;

    @Test
    void sizeAndTheFieldsThatAreRead() {
        assertThat(KernelClock.LAYOUT.byteSize()).isEqualTo(208);
        assertThat(offset("maxerror")).isEqualTo(24);
        assertThat(offset("status")).isEqualTo(40);
    }

    @Test
    void everyFieldIsWhereTheHeaderHasIt() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/linux/timex.h")), "no kernel headers (linux-libc-dev) here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler here");
        String prints = FIELDS.stream()
                .map(field -> "printf(\"" + field + " %zu\\n\", offsetof(struct timex, " + field + "));\n")
                .collect(Collectors.joining());
        String program = "#include <stddef.h>\n#include <stdio.h>\n#include <sys/timex.h>\nint main(void) {\n" + prints
                + "printf(\"size %zu\\n\", sizeof(struct timex));\nreturn 0; }\n";
        String expected = FIELDS.stream().map(field -> field + " " + offset(field) + "\n").collect(Collectors.joining())
                + "size " + KernelClock.LAYOUT.byteSize() + "\n";
        assertThat(compileAndRun(program)).isEqualTo(expected);
    }

    private static long offset(String field) {
        return KernelClock.LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private String compileAndRun(String program) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("abi.c"), program);
        Path binary = folder.resolve("abi");
        run("cc", "-o", binary.toString(), source.toString());
        return run(binary.toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
