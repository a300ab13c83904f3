package io.lintel.evaluate.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresentationTest {
    private static Presentation of(Double... scores) {
        return new Presentation(Species.PRINT, "p.jpg", "p", List.of(scores), 0, 0, 0);
    }

    @Test
    void theDoorLetsPassWhenTheMeanSoFarSuffices() {
        assertThat(of(0.4, 0.7, 0.1, 0.1, 0.1).passesFused(0.5)).isTrue();
        assertThat(of(0.4, 0.5, 0.4, 0.4, 0.4).passesFused(0.5)).isFalse();
        assertThat(of(0.9, 0.0, 0.0, 0.0, 0.0).passesFused(0.5)).as("the first alone").isTrue();
        assertThat(of(0.0, 0.0, 0.0, 0.0, 0.0, 1.0).passesFused(0.1)).as("only five asks").isFalse();
    }

    @Test
    void noFaceNeverPasses() {
        Presentation none = of();
        assertThat(none.answered()).isFalse();
        assertThat(none.passesSingle(0)).isFalse();
        assertThat(none.passesFused(0)).isFalse();
        assertThat(none.passesMean(0)).isFalse();
    }
}
