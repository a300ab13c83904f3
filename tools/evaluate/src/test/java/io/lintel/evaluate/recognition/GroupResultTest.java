package io.lintel.evaluate.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.evaluate.metrics.Estimate;
import org.junit.jupiter.api.Test;

class GroupResultTest {
    @Test
    void saysWhetherTheManifestsPromiseHoldsForTheGroup() {
        assertThat(verdict(Estimate.counted(0, 10_000, 10_000))).isEqualTo("supported");
        assertThat(verdict(Estimate.counted(0, 10_000, 300))).isEqualTo("too few people to tell");
        assertThat(verdict(Estimate.counted(100, 10_000, 10_000))).isEqualTo("contradicted");
        assertThat(verdict(Estimate.counted(0, 0, 0))).isEqualTo("too few people to tell");
    }

    private static String verdict(Estimate fmr) {
        Estimate none = new Estimate.Unsupported("not asked");
        return new GroupResult("north", 10, none, 1e-3, 0.373, fmr, none).verdict();
    }
}
