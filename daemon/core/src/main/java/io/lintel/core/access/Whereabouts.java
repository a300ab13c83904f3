package io.lintel.core.access;

import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which way people last went, for anti-passback. Whoever has not been seen to pass may go either way. Bounded by the people of the
 * directory. Of one thread.
 *
 * <p>Times are the wall clock's, since they outlive a restart and come from other doors: while it cannot be believed nothing is
 * forgiven.
 */
public final class Whereabouts {
    /** More people than any directory holds. */
    private static final int PEOPLE_MAX = 100_000;

    private final PassbackRule rule;
    private final Map<PersonId, Passage> last = new HashMap<>();

    private record Passage(Way way, Instant at) {}

    /** Nobody is anywhere. */
    public Whereabouts(PassbackRule rule) {
        this.rule = rule;
    }

    /** When somebody went this way who would now go the same way twice; empty for anybody else, and where sides are not kept. */
    public Optional<Instant> before(PersonId person, Way way, Instant now, boolean clockTrusted) {
        return Optional.ofNullable(last.get(person))
                .filter(passage -> passage.way == way && !(clockTrusted && rule.forgiven(passage.at, now)))
                .map(Passage::at);
    }

    /** Somebody went through this door. */
    public void passed(PersonId person, Way way, Instant at) {
        if (rule.mode() != PassbackRule.Mode.OFF && (last.size() < PEOPLE_MAX || last.containsKey(person))) {
            last.put(person, new Passage(way, at));
        }
    }

    /** Somebody went through a door of this area, as another door or the journal tells: counts unless a later passage is known. */
    public void heard(PersonId person, Way way, Instant at) {
        Passage known = last.get(person);
        if (known == null || known.at.isBefore(at)) {
            passed(person, way, at);
        }
    }

    /** Takes somebody to be on neither side. */
    public void forget(PersonId person) {
        last.remove(person);
    }

    /** Takes everybody to be on neither side. */
    public void forgetAll() {
        last.clear();
    }

    /** Forgets whoever is no longer enrolled. */
    public void retain(Directory people) {
        last.keySet().removeIf(person -> people.find(person).isEmpty());
    }
}
