package io.lintel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of the show's door: the real daemon's, with simulated lines and a film for a camera.
 *
 * @param folder where state, socket and configuration are
 * @param bundle model bundle
 * @param video the film
 * @param broker MQTT URL
 */
record DoorConfiguration(Path folder, Path bundle, Path video, String broker) {
    static final String SITE = "demo";
    static final String DOOR = "front";

    Path file() {
        return folder.resolve("lintel.toml");
    }

    Path socket() {
        return folder.resolve("control.sock");
    }

    /** Where the simulated relay writes what it does. */
    Path relayTrace() {
        return folder.resolve("relay.trace");
    }

    void write() throws IOException {
        Files.writeString(file(), """
                [site]
                id = "%s"

                [door]
                id = "%s"
                unlock-time = "1s"
                repeat-suppression = "5s"
                direction = "in"

                [camera]
                source = "file:%s"
                fps = %d

                [gpio]
                provider = "sim"

                [gpio.relay]
                line = "relay"

                [recognition]
                bundle = "%s"
                fpir = 0.001
                # Nobody decides on a face this far away: the liveness model needs more pixels than the embedder.
                min-face = 80
                liveness = "monitor"
                liveness-waiver = "Demonstration: the camera shows a film made of photographs, so nothing in it is alive."

                [state]
                directory = "%s"

                [mqtt]
                enabled = true
                url = "%s"

                [control]
                socket = "%s"

                [board]
                provider = "sim"
                """.formatted(
                SITE,
                DOOR,
                video,
                WalkUpVideo.FRAMES_PER_SECOND,
                bundle,
                Files.createDirectories(folder.resolve("state")),
                broker,
                socket()));
    }
}
