package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a list of faces takes in. */
class FaceBoxesTest {
    @Test
    void refusesWhatIsNoBox() {
        FaceBoxes two = new FaceBoxes(2);
        assertThat(two.add(Float.NaN, 0, 1, 1, 1)).isFalse();
        assertThat(two.add(0, 0, 0, 1, 1)).isFalse();
        assertThat(two.add(0, 0, 1, -1, 1)).isFalse();
        assertThat(two.add(0, 0, 1, Float.POSITIVE_INFINITY, 1)).isFalse();
        assertThat(two.add(0, 0, 1, 1, 1)).isTrue();
        assertThat(two.add(0, 0, 1, 1, 1)).isTrue();
        assertThat(two.add(0, 0, 1, 1, 1)).as("full").isFalse();
        assertThat(two.count()).isEqualTo(2);
    }

    @Test
    void hasNoFaceBeyondItsCount() {
        FaceBoxes faces = new FaceBoxes(2);
        faces.add(1, 2, 3, 4, 0.5f);
        assertThat(faces.width(0)).isEqualTo(3);
        assertThatThrownBy(() -> faces.width(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new FaceBoxes(FaceBoxes.CAPACITY_MAX + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
