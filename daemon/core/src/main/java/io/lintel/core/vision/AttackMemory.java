package io.lintel.core.vision;

import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row what looked like a person was not alive, so that who takes the picture away and shows it again waits no less than who
 * keeps holding it. Bounded: of very many people attacked at a time, those attacked longest ago are forgotten. Allocates nothing; of one
 * thread.
 */
final class AttackMemory {
    /** Attacks older than this no longer count; the longest wait that is made of them, by default five minutes, has passed by then. */
    static final Duration MEMORY = Duration.ofMinutes(15);
    /** So many people are remembered. */
    static final int PEOPLE_MAX = 16;

    private final @Nullable PersonId[] people = new PersonId[PEOPLE_MAX];
    private final int[] attacks = new int[PEOPLE_MAX];
    private final long[] lastNanos = new long[PEOPLE_MAX];

    /**
     * Another attack with this person's face.
     *
     * @return how many in a row it makes, from 1
     */
    int another(PersonId person, long nowNanos) {
        int place = 0;
        for (int i = 0; i < PEOPLE_MAX; i++) {
            if (person.equals(people[i])) {
                place = i;
                break;
            }
            if (people[place] != null && (people[i] == null || nowNanos - lastNanos[i] > nowNanos - lastNanos[place])) {
                place = i;
            }
        }
        boolean again = person.equals(people[place]) && nowNanos - lastNanos[place] <= MEMORY.toNanos();
        people[place] = person;
        attacks[place] = again ? attacks[place] + 1 : 1;
        lastNanos[place] = nowNanos;
        return attacks[place];
    }

    /** This person was there, alive. */
    void forget(PersonId person) {
        for (int i = 0; i < PEOPLE_MAX; i++) {
            if (person.equals(people[i])) {
                people[i] = null;
            }
        }
    }
}
