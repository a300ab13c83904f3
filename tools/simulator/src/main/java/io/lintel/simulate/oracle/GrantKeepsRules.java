package io.lintel.simulate.oracle;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import io.lintel.simulate.site.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever is granted access is enrolled then, not erased; one of their days and, for one of a group with hours, one of its hours; and if
 * nobody knows what time it is, only where that is allowed.
 */
final class GrantKeepsRules implements Oracle {
    private final View view;
    private final Rules rules;

    GrantKeepsRules(View view) {
        this.view = view;
        this.rules = view.site().plan().rules();
    }

    @Override
    public void received(StampedEvent event) {
        view.told(event).filter(told -> told.is(EventType.ACCESS_GRANTED)).ifPresent(this::check);
    }

    private void check(Told grant) {
        PersonId person = grant.event().person().orElseThrow(() -> violation(grant + " is to nobody"));
        Optional<Boolean> believed = view.site().openHours().believedAt(grant.nanos());
        boolean may = view.site().roster().during(person, grant.nanos(), grant.nanos() + Told.EXACT_NANOS).stream()
                .flatMap(Optional::stream)
                .anyMatch(facts -> may(facts, grant.event().time(), believed));
        if (!may) {
            throw violation(grant + " is to " + person + ", who may not pass: "
                    + view.site().roster().during(person, grant.nanos(), grant.nanos()));
        }
    }

    private boolean may(PersonFacts facts, Instant wall, Optional<Boolean> believed) {
        boolean limited = facts.validFrom().isPresent() || facts.validTo().isPresent() || hoursOnly(facts);
        if (nowhere(facts)) {
            return false;
        }
        if (!limited || believed.isEmpty()) {
            return true;
        }
        if (!believed.get()) {
            return rules.lenientClock();
        }
        Instant first = facts.validFrom().map(day -> begin(day)).orElse(Instant.MIN);
        Instant last = facts.validTo().map(day -> begin(day.plusDays(1))).orElse(Instant.MAX);
        boolean inTime = !hoursOnly(facts) || rules.staffHours().orElseThrow().hold(wall);
        return !wall.isBefore(first) && wall.isBefore(last) && inTime;
    }

    private Instant begin(LocalDate day) {
        return day.atTime(LocalTime.MIN).atZone(rules.zone()).toInstant();
    }

    private boolean hoursOnly(PersonFacts facts) {
        return rules.staffHours().isPresent() && facts.groups().equals(Set.of("staff"));
    }

    private boolean nowhere(PersonFacts facts) {
        return rules.staffHours().isPresent() && facts.groups().equals(Set.of("nobody"));
    }
}
