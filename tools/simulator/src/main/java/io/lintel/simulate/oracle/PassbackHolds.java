package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.core.gallery.PersonId;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Rules.Passback;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;

/**
 * Nobody passes twice the same way unless that was forgiven, by time or by an operator: where it is hard nobody is granted, and where it
 * is soft every grant says so, and no other does. All grants of a door go one way.
 */
final class PassbackHolds implements Oracle {
    private final View view;
    private final Rules rules;

    PassbackHolds(View view) {
        this.view = view;
        this.rules = view.site().plan().rules();
    }

    @Override
    public void settled(List<Row> rows) {
        if (rules.passback() == Passback.OFF) {
            return;
        }
        Map<PersonId, Told> passages = new HashMap<>();
        for (Told told : view.told(rows)) {
            switch (told.event().type()) {
                case ACCESS_PASSED -> told.event().person().ifPresent(person -> passages.put(person, told));
                case ACCESS_FORGIVEN -> told.event().person().ifPresentOrElse(passages::remove, passages::clear);
                case ACCESS_GRANTED -> {
                    PersonId person = told.event().person().orElseThrow();
                    check(told, person, Optional.ofNullable(passages.get(person)));
                    if (told.event().detail().containsKey("passed")) {
                        passages.put(person, told);
                    }
                }
                default -> { /* Says nothing about it. */ }
            }
        }
    }

    private void check(Told grant, PersonId person, Optional<Told> passage) {
        boolean noted = grant.event().detail().containsKey("antipassback");
        boolean twice = passage.filter(before -> counts(before, grant, person)).isPresent();
        if (twice && rules.passback() == Passback.HARD) {
            throw violation(grant + " is to " + person + ", who went the same way before: " + passage.orElseThrow());
        }
        if (twice && !noted) {
            throw violation(grant + " does not say that " + person + " went the same way before: " + passage.orElseThrow());
        }
        if (noted && passage.isEmpty()) {
            throw violation(grant + " says that " + person + " went the same way before, and nobody saw that");
        }
    }

    private boolean counts(Told passage, Told grant, PersonId person) {
        boolean forgiven = rules.forgiven().isPositive()
                && !passage.event().time().plus(rules.forgiven()).isAfter(grant.event().time());
        boolean exempt = rights(person, grant.nanos()).contains("rovers") && rules.staffHours().isPresent();
        boolean erased = view.site().roster().during(person, passage.nanos(), grant.nanos()).contains(Optional.empty());
        return !forgiven && !exempt && !erased;
    }

    private Set<String> rights(PersonId person, long nanos) {
        return view.site().roster().during(person, nanos, nanos).getFirst().map(facts -> facts.groups()).orElse(Set.of());
    }
}
