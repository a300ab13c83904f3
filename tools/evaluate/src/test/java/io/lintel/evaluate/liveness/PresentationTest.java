package io.lintel.evaluate.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.evaluate.data.Photograph;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresentationTest {
    private static final Photograph PHOTO = Photograph.of(Path.of("a/1.jpg"), "a/1.jpg", "a");

    private static Presentation of(Double... scores) {
        return new Presentation(Species.PRINT, PHOTO, List.of(scores), Admission.TURNED_AWAY, Signs.NONE);
    }

    @Test
    void theMeanAndTheFirstFrameAreJudgedApart() {
        assertThat(of(0.9, 0.0, 0.0).passesSingle(0.5)).isTrue();
        assertThat(of(0.9, 0.0, 0.0).passesMean(0.5)).isFalse();
        assertThat(of(0.4, 0.8, 0.3).passesMean(0.5)).isTrue();
    }

    @Test
    void noFaceNeverPasses() {
        Presentation none = of();
        assertThat(none.answered()).isFalse();
        assertThat(none.passesSingle(0)).isFalse();
        assertThat(none.admitted()).isFalse();
        assertThat(none.passesMean(0)).isFalse();
    }
}
