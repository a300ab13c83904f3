package io.lintel.simulate;

import io.lintel.core.event.EventType;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.oracle.Told;
import io.lintel.simulate.site.Happening;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Story;
import java.util.List;

/** Counts what a world's events say came about. */
final class Tally {
    private final Story story;
    private final Rules rules;

    Tally(Story story, Rules rules) {
        this.story = story;
        this.rules = rules;
    }

    void count(List<Told> all, List<Row> rows) {
        if (!rows.isEmpty() && rows.getFirst().seq() > 1) {
            story.saw(Happening.EVENTS_PRUNED);
        }
        for (Told told : all) {
            saw(told.detail("by").startsWith("key:"), Happening.COMMAND_OBEYED);
            switch (told.event().type()) {
                case ACCESS_GRANTED -> granted(told);
                case ACCESS_DENIED -> told.event().reason().ifPresent(reason -> {
                    switch (reason) {
                        case UNKNOWN -> story.saw(Happening.REFUSED_AS_UNKNOWN);
                        case LIVENESS -> story.saw(Happening.REFUSED_BY_LIVENESS);
                        case LOCKDOWN -> story.saw(Happening.REFUSED_BY_LOCKDOWN);
                        case DEGRADED -> saw(!told.detail("memory").isEmpty(), Happening.REFUSED_BEFORE_RECALL);
                        case SCHEDULE -> story.saw(Happening.REFUSED_BY_SCHEDULE);
                        case EXPIRED -> story.saw(Happening.REFUSED_BY_VALIDITY);
                        case ANTIPASSBACK -> story.saw(Happening.REFUSED_BY_PASSBACK);
                        case INTERLOCK -> story.saw(Happening.REFUSED_BY_INTERLOCK);
                        case SECOND_FACTOR -> story.saw(Happening.REFUSED_WITHOUT_FACTOR);
                        default -> { /* Not what these worlds are about. */ }
                    }
                });
                case ACCESS_PASSED -> story.saw(Happening.PASSAGE_COUNTED);
                case ACCESS_FORGIVEN -> story.saw(Happening.PASSAGES_FORGIVEN);
                case DOOR_DURESS -> story.saw(Happening.DURESS_TOLD);
                case COMMAND_REFUSED -> story.saw(Happening.COMMAND_REFUSED);
                case DOOR_UNLOCKED -> unlocked(told);
                default -> { /* As in every world. */ }
            }
        }
        windowEnds(all);
    }

    private void granted(Told told) {
        story.saw(Happening.GRANTED);
        saw(!told.detail("second_factor").isEmpty(), Happening.GRANTED_WITH_FACTOR);
        saw(!told.detail("antipassback").isEmpty(), Happening.PASSBACK_NOTED);
        saw(rules.staffHours().filter(hours -> hours.holiday(told.event().time())).isPresent(), Happening.HOLIDAY);
    }

    private void unlocked(Told told) {
        boolean schedule = told.detail("by").equals("schedule");
        saw(schedule, Happening.STOOD_OPEN_BY_SCHEDULE);
        saw(schedule && rules.firstPerson(), Happening.STOOD_OPEN_AFTER_FIRST_PERSON);
        saw(!schedule && !told.detail("schedule").isEmpty(), Happening.WINDOW_RESUMED);
    }

    /** A lock by an operator in the middle of a window. */
    private void windowEnds(List<Told> all) {
        rules.alwaysOpen().ifPresent(hours -> all.forEach(told -> saw(
                told.event().type() == EventType.DOOR_LOCKED
                        && !told.detail("by").equals("schedule")
                        && hours.hold(told.event().time()),
                Happening.WINDOW_ENDED_BY_OPERATOR)));
    }

    private void saw(boolean came, Happening happening) {
        if (came) {
            story.saw(happening);
        }
    }
}
