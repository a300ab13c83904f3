package io.lintel.board;

import io.lintel.demo.BoardProgramme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The whole daemon on a real kernel: from a camera's picture to the relay's line. */
final class DoorOnTheKernelTest {
    @TestFactory
    List<DynamicNode> fromThePictureToTheRelay(@TempDir Path folder) throws Exception {
        BoardProgramme.make();
        return VirtualBoard.run(folder, Duration.ofMinutes(6), "io.lintel.demo");
    }
}
