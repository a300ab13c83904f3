package io.lintel.daemon.config;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.GroupRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.event.Direction;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the keys about schedules, groups and further conditions mean together: their checks, and the finished {@link AccessSettings}. */
final class AccessAssembly {
    private final ConfigReading reading;
    private final Path main;

    AccessAssembly(ConfigReading reading, Path main) {
        this.reading = reading;
        this.main = main;
    }

    void check() {
        checkNames();
        checkAlwaysOpen();
        checkDirection();
        checkPassback();
        checkSecondFactor();
    }

    AccessSettings assemble() {
        ZoneId zone = get(Keys.SITE_ZONE);
        Map<String, Schedule> schedules = new HashMap<>();
        for (String name : reading.names("schedules")) {
            Holidays holidays = get(Keys.SCHEDULE_HOLIDAYS.named(name)).stream()
                    .map(calendar -> get(Keys.HOLIDAY_DATES.named(calendar)))
                    .reduce(Holidays.NONE, Holidays::and);
            schedules.put(name, new Schedule(name, zone, get(Keys.WINDOWS.named(name)), holidays));
        }
        Map<String, GroupRule> groups = new HashMap<>();
        for (String name : reading.names("access")) {
            groups.put(
                    name,
                    new GroupRule(
                            reading.find(Keys.GROUP_SCHEDULE.named(name)).map(schedule -> known(schedules, schedule)),
                            get(Keys.GROUP_OPENS.named(name)),
                            !get(Keys.GROUP_PASSBACK.named(name))));
        }
        return new AccessSettings(
                new AccessRules(zone, groups, get(Keys.UNTRUSTED_CLOCK)),
                reading.find(Keys.ALWAYS_OPEN)
                        .map(name -> new AlwaysOpenRule(known(schedules, name), get(Keys.FIRST_PERSON_IN))),
                new PassbackRule(get(Keys.ANTI_PASSBACK), get(Keys.PASSBACK_FORGIVEN), reading.find(Keys.PASSBACK_RESET), zone),
                new SecondFactorRule(get(Keys.SECOND_FACTOR), get(Keys.SECOND_FACTOR_TIME)),
                reading.written(Keys.INTERLOCK.line()),
                new DirectionRule(
                        reading.find(Keys.IN_SCHEDULE).map(name -> known(schedules, name)),
                        reading.find(Keys.OUT_SCHEDULE).map(name -> known(schedules, name))),
                get(Keys.EXTENDED_TIME));
    }

    private static Schedule known(Map<String, Schedule> schedules, String name) {
        return Objects.requireNonNull(schedules.get(name), "checked before");
    }

    private void checkNames() {
        for (String name : reading.names("schedules")) {
            Key<List<Window>> windows = Keys.WINDOWS.named(name);
            there(windows, "[\"mon-fri 08:00-18:00\"]");
            if (reading.find(windows).filter(List::isEmpty).isPresent()) {
                reading.report(windows, main, windows.name() + " is empty, so that the schedule never holds; write for example windows ="
                        + " [\"mon-fri 08:00-18:00\"]");
            }
            Key<List<String>> key = Keys.SCHEDULE_HOLIDAYS.named(name);
            reading.find(key).ifPresent(calendars -> calendars.forEach(each -> named(key, "holidays", each)));
        }
        for (String name : reading.names("holidays")) {
            there(Keys.HOLIDAY_DATES.named(name), "[\"2026-12-25\"]");
        }
        for (String name : reading.names("access")) {
            Key<String> key = Keys.GROUP_SCHEDULE.named(name);
            reading.find(key).ifPresent(schedule -> named(key, "schedules", schedule));
        }
        for (Key<String> key : List.of(Keys.ALWAYS_OPEN, Keys.IN_SCHEDULE, Keys.OUT_SCHEDULE)) {
            reading.find(key).ifPresent(schedule -> named(key, "schedules", schedule));
        }
    }

    private void there(Key<?> key, String example) {
        if (!reading.written(key)) {
            String word = key.name().substring(key.name().lastIndexOf('.') + 1);
            reading.report(key, main, key.name() + " is missing; write under [" + key.table() + "], for example: " + word + " = " + example);
        }
    }

    private void named(Key<?> key, String family, String name) {
        Set<String> names = reading.names(family);
        if (!names.contains(name)) {
            reading.report(key, main, key.name() + ": there is no [" + family + "." + name + "]" + Nearest.hint(name, names));
        }
    }

    private void checkAlwaysOpen() {
        if (!reading.written(Keys.ALWAYS_OPEN)) {
            if (reading.find(Keys.FIRST_PERSON_IN).orElse(false)) {
                reading.report(Keys.FIRST_PERSON_IN, main, "door.first-person-in without door.always-open; name a schedule there");
            }
        } else if (reading.written(Keys.INTERLOCK.line())) {
            reading.report(Keys.ALWAYS_OPEN, main, "door.always-open: a door of an interlock cannot stand open; remove it or [gpio.interlock]");
        }
    }

    /** Where the reader's place tells the way, nobody else needs to. */
    private void checkDirection() {
        if (reading.find(Keys.DIRECTION).orElse(Direction.UNKNOWN).equals(Direction.UNKNOWN)) {
            return;
        }
        for (Key<?> key : List.<Key<?>>of(Keys.IN_SCHEDULE, Keys.OUT_SCHEDULE, Keys.GOING_IN.line(), Keys.GOING_OUT.line())) {
            if (reading.written(key)) {
                reading.report(key, main, key.name() + " means nothing at a reader that leads one way (door.direction); remove one of the two");
            }
        }
    }

    private void checkPassback() {
        PassbackRule.Mode mode = reading.find(Keys.ANTI_PASSBACK).orElse(PassbackRule.Mode.OFF);
        if (mode == PassbackRule.Mode.OFF) {
            for (Key<?> key : List.<Key<?>>of(
                    Keys.PASSBACK_FORGIVEN, Keys.PASSBACK_RESET, Keys.MQTT_WHEREABOUTS_KEYS, Keys.MQTT_WHEREABOUTS_AREA)) {
                if (reading.written(key)) {
                    reading.report(key, main, key.name() + " means nothing while door.anti-passback is \"off\"; remove it");
                }
            }
        } else if (reading.find(Keys.DIRECTION).orElse(Direction.UNKNOWN).equals(Direction.UNKNOWN)) {
            reading.report(Keys.ANTI_PASSBACK, main, "door.anti-passback needs to know which way this reader leads:"
                    + " set door.direction to \"in\" or \"out\"");
        }
    }

    private void checkSecondFactor() {
        boolean input = reading.find(Keys.SECOND_FACTOR).orElse(SecondFactorRule.Kind.NONE) == SecondFactorRule.Kind.INPUT;
        boolean line = reading.written(Keys.FACTOR_LINE.line());
        if (input && !line) {
            reading.report(Keys.SECOND_FACTOR, main, "door.second-factor = \"input\" needs the line of the keypad or card reader:"
                    + " add [gpio.second-factor]");
        }
        if (line && !input) {
            reading.report(Keys.FACTOR_LINE.line(), main, "[gpio.second-factor] is there but nobody asks for it;"
                    + " set door.second-factor = \"input\", or remove the table");
        }
    }

    private <T> T get(Key<T> key) {
        return reading.find(key).orElseThrow();
    }
}
