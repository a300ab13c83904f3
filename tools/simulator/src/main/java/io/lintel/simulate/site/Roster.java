package io.lintel.simulate.site;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who was enrolled when, and with which rights, as the operators were told that it was done. Of one thread. */
public final class Roster {
    private record Entry(long from, Optional<PersonFacts> facts) {}

    private final VirtualClock clock;
    private final Map<PersonId, List<Entry>> entries = new HashMap<>();

    Roster(VirtualClock clock) {
        this.clock = clock;
    }

    /** These were enrolled before the world began. */
    void begin(Collection<PersonId> people) {
        people.forEach(person -> changed(person, Optional.of(PersonFacts.plain(person))));
    }

    /** From now on this is so; empty: the person is erased. */
    public void changed(PersonId person, Optional<PersonFacts> facts) {
        entries.computeIfAbsent(person, _ -> new ArrayList<>()).add(new Entry(clock.nanos(), facts));
    }

    /** Whether the person is enrolled now. */
    public boolean enrolled(PersonId person) {
        List<Entry> all = entries.getOrDefault(person, List.of());
        return !all.isEmpty() && all.getLast().facts.isPresent();
    }

    /** What held of the person at any moment of this time, both ends included; an empty one: the person was not enrolled. */
    public List<Optional<PersonFacts>> during(PersonId person, long from, long until) {
        List<Optional<PersonFacts>> held = new ArrayList<>();
        Optional<PersonFacts> now = Optional.empty();
        for (Entry entry : entries.getOrDefault(person, List.of())) {
            if (entry.from > until) {
                break;
            }
            if (entry.from > from) {
                held.add(now);
            }
            now = entry.facts;
        }
        held.add(now);
        return held;
    }
}
