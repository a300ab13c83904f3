package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Hours;
import io.lintel.simulate.site.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The door begins to stand open by its schedule only in its hours, by a clock that is believed; where it waits for a first person, only
 * after one was granted access; and not again once an operator locked it in the same hour, unless an operator lets it.
 */
final class WindowsHold implements Oracle {
    private static final Duration HOUR = Duration.ofHours(1);

    private final View view;
    private final Rules rules;

    WindowsHold(View view) {
        this.view = view;
        this.rules = view.site().plan().rules();
    }

    @Override
    public void settled(List<Row> rows) {
        rules.alwaysOpen().ifPresent(hours -> judge(hours, view.told(rows)));
    }

    private void judge(Hours hours, List<Told> all) {
        Optional<Told> person = Optional.empty();
        Optional<Told> ended = Optional.empty();
        for (Told told : all) {
            boolean schedule = told.detail("by").equals("schedule");
            switch (told.event().type()) {
                case ACCESS_GRANTED -> person = Optional.of(told);
                case DOOR_LOCKED -> ended = schedule ? ended : Optional.of(told);
                case DOOR_LOCKDOWN -> ended = Optional.of(told);
                case DOOR_UNLOCKED -> {
                    if (schedule) {
                        opened(hours, told, person, ended);
                    } else if (!told.detail("schedule").isEmpty()) {
                        ended = Optional.empty();
                        person = Optional.of(told);
                    }
                }
                default -> { /* Says nothing about it. */ }
            }
        }
    }

    private void opened(Hours hours, Told told, Optional<Told> person, Optional<Told> ended) {
        if (!hours.hold(told.event().time())) {
            throw violation(told + " at " + told.event().time() + ", outside of " + hours);
        }
        if (!view.site().openHours().believedAt(told.nanos()).orElse(true)) {
            throw violation(told + ", by a clock that is not believed");
        }
        // Whoever came stays there when the clock is set.
        boolean came = person.filter(grant -> told.nanos() - grant.nanos() < HOUR.toNanos()).isPresent();
        if (rules.firstPerson() && !came) {
            throw violation(told + ", and nobody has come yet");
        }
        // Before the hours there is nothing to be ended.
        if (ended.filter(lock -> hours.hold(lock.event().time()) && sameHour(lock, told)).isPresent()) {
            throw violation(told + " although it was ended by " + ended.orElseThrow());
        }
    }

    /** As long as nobody set the clock between the two. */
    private boolean sameHour(Told before, Told after) {
        long between = (after.nanos() - before.nanos()) / 2;
        return between < HOUR.toNanos() / 2 && !view.clock().setNear(before.nanos() + between, Duration.ofNanos(between));
    }
}
