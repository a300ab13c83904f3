package io.lintel.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Who is where in a video, written beside it as JSON.
 *
 * @param framesPerSecond of the video
 * @param frames how many it has
 * @param walkUps in order, not overlapping
 */
record GroundTruth(int framesPerSecond, int frames, List<WalkUp> walkUps) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Checks the order. */
    GroundTruth {
        walkUps = List.copyOf(walkUps);
        int free = 0;
        for (WalkUp walkUp : walkUps) {
            if (walkUp.fromFrame() < free || walkUp.toFrame() > frames) {
                throw new IllegalArgumentException("walk-ups overlap or leave the video at " + walkUp);
            }
            free = walkUp.toFrame();
        }
    }

    static GroundTruth read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), GroundTruth.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** The video's length in seconds. */
    double seconds() {
        return (double) frames / framesPerSecond;
    }

    long count(Role role) {
        return walkUps.stream().filter(walkUp -> walkUp.role() == role).count();
    }
}
