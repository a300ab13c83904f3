package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void isHeldByOneAtATime() {
        Path directory = parent.resolve("state");
        try (StateDirectory held = StateDirectory.open(directory)) {
            assertThat(held.journal().getParent()).isEqualTo(directory);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> StateDirectory.open(directory))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
        }
        StateDirectory.open(directory).close();
    }

    @Test
    void anotherUsersDirectoryIsLeftAsItIs() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a directory away");
        Path directory = Files.createDirectory(parent.resolve("state"));
        Files.setAttribute(directory, "unix:uid", 65_534);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> StateDirectory.open(directory))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .withMessageContaining("belongs to the user")
                .withMessageContaining("sudo -u");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceIsNamedAsOne() throws IOException {
        Path file = Files.createFile(parent.resolve("state"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> StateDirectory.open(file))
                .withMessageContaining("is a file")
                .withMessageNotContaining("java.");
    }
}
