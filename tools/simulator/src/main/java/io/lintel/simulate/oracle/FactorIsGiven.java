package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Rules.Factor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a face is not enough, each grant has a second factor of its own, given shortly before; but for a door that stands open. */
final class FactorIsGiven implements Oracle {
    private final View view;
    private final Rules rules;

    FactorIsGiven(View view) {
        this.view = view;
        this.rules = view.site().plan().rules();
    }

    @Override
    public void settled(List<Row> rows) {
        if (rules.factor() == Factor.NONE) {
            return;
        }
        List<Long> left = new ArrayList<>(view.site().keypad().given());
        for (Told told : view.told(rows)) {
            if (told.is(EventType.ACCESS_GRANTED) && !standsOpen(told)) {
                // The oldest that fits: a later one may be the only one for a later grant.
                Optional<Long> own = left.stream().filter(given -> fits(given, told.nanos())).findFirst();
                left.remove(own.orElseThrow(() -> violation(told + " has no second factor of its own")));
            }
        }
    }

    private boolean fits(long given, long grant) {
        return given - Told.EXACT_NANOS <= grant && grant <= given + Causes.NOTICE_NANOS + rules.factorTime().toNanos();
    }

    private boolean standsOpen(Told told) {
        return told.detail("second_factor").isEmpty()
                && rules.alwaysOpen().filter(hours -> hours.hold(told.event().time())).isPresent();
    }
}
