package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.gallery.PersonId;
import org.junit.jupiter.api.Test;

final class AttackMemoryTest {
    private final AttackMemory memory = new AttackMemory();

    private static PersonId person(int number) {
        return new PersonId("p" + number);
    }

    @Test
    void countsByPersonUntilItIsLongAgoOrThePersonCame() {
        long later = AttackMemory.MEMORY.toNanos();
        assertThat(memory.another(person(1), 0)).isEqualTo(1);
        assertThat(memory.another(person(2), 0)).isEqualTo(1);
        assertThat(memory.another(person(1), later)).isEqualTo(2);
        assertThat(memory.another(person(2), later + 1)).isEqualTo(1);
        memory.forget(person(1));
        assertThat(memory.another(person(1), later)).isEqualTo(1);
        assertThat(memory.another(person(2), later + 1)).isEqualTo(2);
    }

    @Test
    void ofVeryManyThoseAttackedLongestAgoAreForgotten() {
        for (int i = 0; i < AttackMemory.PEOPLE_MAX; i++) {
            memory.another(person(i), 100 + i);
        }
        memory.another(person(0), 200);
        memory.another(person(99), 201);
        assertThat(memory.another(person(0), 202)).as("attacked of late").isEqualTo(3);
        assertThat(memory.another(person(2), 203)).isEqualTo(2);
        assertThat(memory.another(person(1), 204)).as("attacked longest ago").isEqualTo(1);
    }
}
