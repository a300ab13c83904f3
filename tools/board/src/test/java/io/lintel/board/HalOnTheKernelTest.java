package io.lintel.board;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The HAL's back-ends in front of a real kernel: GPIO lines and cameras. */
final class HalOnTheKernelTest {
    @TestFactory
    List<DynamicNode> linesAndCameras(@TempDir Path folder) throws Exception {
        return VirtualBoard.run(folder, Duration.ofMinutes(5), "io.lintel.hal.pi4j", "io.lintel.hal.javacv");
    }
}
