package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.core.gallery.Vectors;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrackEvidenceTest {
    private static final int DIMENSION = 512;

    private final Random random = new Random(11);
    private final TrackEvidence track = new TrackEvidence(new Evidence(Calibrations.WORST_GROUP, 1e-3), DIMENSION);

    @Test
    void copiesOfOneFrameWeighAsOneWhateverTheCalibrationSays() {
        float[] frame = Vectors.random(random, DIMENSION);
        for (int i = 0; i < 8; i++) {
            track.add(frame, 0.9);
        }
        assertThat(track.frames()).isEqualTo(8);
        assertThat(track.effectiveFrames()).isCloseTo(1, within(1e-4));
    }

    @Test
    void framesMoreAlikeThanTheCalibrationBelievesCountByTheirLikeness() {
        float[] face = Vectors.random(random, DIMENSION);
        for (int i = 0; i < 8; i++) {
            track.add(Vectors.at(random, face, Math.sqrt(0.9)), 0.9);
        }
        assertThat(track.effectiveFrames()).isCloseTo(1 / (0.9 + 0.1 / 8), within(0.02));
    }

    @Test
    void framesLessAlikeCountNoMoreThanTheCalibrationAllows() {
        float[] face = Vectors.random(random, DIMENSION);
        for (int i = 0; i < 8; i++) {
            track.add(Vectors.at(random, face, Math.sqrt(0.5)), 0.9);
        }
        assertThat(track.effectiveFrames()).isCloseTo(8 / (1 + 7 * 0.7), within(1e-6));
    }

    @Test
    void theMeanCosineIsTheMeanOfTheCosinesWeighedByQuality() {
        float[] template = Vectors.random(random, DIMENSION);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < 6; i++) {
            double quality = 0.3 + 0.1 * i;
            float[] frame = Vectors.at(random, template, 0.6 + 0.02 * i);
            track.add(frame, quality);
            sum += Math.pow(quality, 3) * Vectors.cosine(frame, template);
            weights += Math.pow(quality, 3);
        }
        double mean = track.meanCosine(Vectors.cosine(track.direction(), template));
        assertThat(mean).isCloseTo(sum / weights, within(1e-6));
    }
}
