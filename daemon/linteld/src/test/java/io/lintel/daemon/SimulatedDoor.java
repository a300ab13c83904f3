package io.lintel.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of a door with simulated devices; state, socket and the file itself lie in the test's directory. */
public final class SimulatedDoor {
    /** A door without models: it neither sees nor enrols. */
    public static final String EYELESS = """
            [recognition]
            bundle = "none"
            """;

    private SimulatedDoor() {}

    /**
     * Writes {@code lintel.toml}.
     *
     * @param door its id
     * @param tables further tables, {@link #EYELESS} and {@link #mqtt} among them
     */
    public static Path config(Path directory, String door, String... tables) throws IOException {
        return Files.writeString(directory.resolve("lintel.toml"), """
                [site]
                id = "hq"
                [door]
                id = "%s"
                [camera]
                source = "sim:lobby"
                [gpio]
                provider = "sim"
                [gpio.relay]
                line = "RELAY"
                [board]
                provider = "sim"
                [state]
                directory = "state"
                [control]
                socket = "socket"
                """.formatted(door) + String.join("", tables));
    }

    /**
     * A broker on the loopback, in clear.
     *
     * @param keys further keys of its table, each with its line end
     */
    public static String mqtt(int port, String keys) {
        return """
                [mqtt]
                enabled = true
                url = "mqtt://127.0.0.1:%d"
                """.formatted(port) + keys;
    }
}
