package io.lintel.evaluate.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.models.QualityFlaw;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final Limits LIMITS = new Limits(0.65, 9, 2.4);
    private static final Candidate GOOD = new Candidate(0.9, 3, QualityFlaw.NONE, 3);
    private static final Candidate FAINT = new Candidate(0.6, 3, QualityFlaw.NONE, 3);
    private static final Candidate CROOKED = new Candidate(0.9, 12, QualityFlaw.NO_FACE, 3);
    private static final Candidate BLURRED = new Candidate(0.9, 3, QualityFlaw.BLURRED, 3);
    private static final Candidate SHORT = new Candidate(0.9, 3, QualityFlaw.NONE, 2.3);

    @Test
    void eachStepStopsItsOwnAndWhatThoseBeforeItStop() {
        List<Candidate> all = List.of(GOOD, FAINT, CROOKED, BLURRED, SHORT);
        assertThat(passing(Step.DETECTED, all)).containsExactly(GOOD, CROOKED, BLURRED, SHORT);
        assertThat(passing(Step.SHAPED, all)).containsExactly(GOOD, BLURRED, SHORT);
        assertThat(passing(Step.GOOD, all)).containsExactly(GOOD, SHORT);
        assertThat(passing(Step.EMBEDDED, all)).containsExactly(GOOD);
    }

    @Test
    void falseFacesAreCountedOverAllKindsAndRealOnesThatAreLost() {
        var result = new BackgroundResult(
                "d", List.of(), "b@1", LIMITS, Map.of(Kind.TEXT, 10, Kind.DISC, 5), Map.of(Kind.TEXT, List.of(GOOD, SHORT), Kind.DISC, List.of(GOOD)),
                List.of(GOOD, BLURRED, FAINT));
        assertThat(result.allPieces()).isEqualTo(15);
        assertThat(result.passing(Step.EMBEDDED, LIMITS)).isEqualTo(2);
        assertThat(result.passing(Kind.TEXT, Step.GOOD, LIMITS)).isEqualTo(2);
        assertThat(result.lost(Step.DETECTED, LIMITS)).isEqualTo(1);
        assertThat(result.lost(Step.EMBEDDED, LIMITS)).isEqualTo(2);
        assertThat(new BackgroundReport(result).report().figures()).extracting(each -> each.value()).containsExactly("200.0", "133.3", "66.7 %");
    }

    private static List<Candidate> passing(Step step, List<Candidate> all) {
        return all.stream().filter(each -> step.passes(each, LIMITS)).toList();
    }
}
