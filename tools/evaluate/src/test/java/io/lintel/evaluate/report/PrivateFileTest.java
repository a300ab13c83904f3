package io.lintel.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void isItsOwnersAloneEvenOverAPublicFile() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "longer than what replaces it");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFile.write(old, new byte[] {1});
        assertThat(permissions(old)).isEqualTo("rw-------");
        assertThat(Files.readAllBytes(old)).containsExactly(1);
        Path deep = folder.resolve("new/folder/file");
        PrivateFile.write(deep, new byte[] {2, 3});
        assertThat(permissions(deep)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("new"))).isEqualTo("rwx------");
    }

    @Test
    void tellsWhatStandsAgainstWritingAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertThat(PrivateFile.obstacle(folder)).contains("it is a folder");
        assertThat(PrivateFile.obstacle(file.resolve("deep/report.html"))).contains(file + " is no folder");
        assertThat(PrivateFile.obstacle(Path.of("/proc/report.html"))).isPresent().get().asString().contains("nothing can be made in /proc");
        assertThat(PrivateFile.obstacle(folder.resolve("new/folder/file"))).isEmpty();
        assertThat(PrivateFile.obstacle(file)).isEmpty();
        assertThat(file).hasContent("kept");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
