package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroundTruthTest {
    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws Exception {
        GroundTruth truth = new GroundTruth(15, 60, List.of(new WalkUp("ana", Role.ENROLLED, 15, 45, "1.jpg", true)));
        truth.write(folder.resolve("truth.json"));

        assertThat(GroundTruth.read(folder.resolve("truth.json"))).isEqualTo(truth);
    }

    @Test
    void refusesWalkUpsThatOverlapOrLeaveTheFilm() {
        WalkUp first = new WalkUp("ana", Role.ENROLLED, 15, 45, "1.jpg", true);
        WalkUp second = new WalkUp("bo", Role.STRANGER, 44, 60, "1.jpg", false);

        assertThatThrownBy(() -> new GroundTruth(15, 90, List.of(first, second))).hasMessageContaining("overlap");
        assertThatThrownBy(() -> new GroundTruth(15, 44, List.of(first))).hasMessageContaining("leave the video");
        assertThatThrownBy(() -> new WalkUp("ana", Role.ENROLLED, 5, 5, "1.jpg", true)).hasMessageContaining("ana");
    }
}
