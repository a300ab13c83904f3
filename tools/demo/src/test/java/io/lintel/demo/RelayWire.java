package io.lintel.demo;

import io.lintel.daemon.BackEnds;
import io.lintel.hal.Edge;
import io.lintel.hal.Gpio;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The virtual board's lines seen from outside the daemon: the end of the wire from the relay, and what pulls at the others. */
final class RelayWire implements AutoCloseable {
    private final Gpio gpio = BackEnds.installed().gpio("pi4j").open();
    private final InputLine sense = gpio.input(LineSettings.of("lintel-board", "relay-sense"));

    /** Whether there is current on the relay's line. */
    boolean high() {
        return sense.isActive();
    }

    /** The relay's edges since the last time, with the kernel's time; it keeps a thousand. */
    List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (Optional<Edge> edge = sense.await(0); edge.isPresent(); edge = sense.await(0)) {
            edges.add(edge.get());
        }
        return edges;
    }

    /** Waits for the relay's next edge. */
    Optional<Edge> next(long timeoutNanos) {
        return sense.await(timeoutNanos);
    }

    /** Pulls a line up or down. */
    static void pull(int line, boolean up) throws IOException {
        Path sim = Path.of(Objects.requireNonNull(System.getenv("GPIO_SIM"), "runs inside tools/board only"));
        Files.writeString(sim.resolve("sim_gpio" + line + "/pull"), up ? "pull-up" : "pull-down", StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        gpio.close();
    }
}
