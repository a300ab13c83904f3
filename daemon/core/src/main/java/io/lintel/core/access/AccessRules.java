package io.lintel.core.access;

import io.lintel.core.event.Reason;
import io.lintel.core.schedule.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * May this person pass now? Asked in this order, and the first objection is the answer: lockdown, memory of before the start, recording,
 * lock-out after attacks, enrolment, validity, schedule, anti-passback, interlock. Immutable, any thread.
 *
 * <p>A person of several groups may pass when one of them may. Without any rule everybody enrolled may pass at any time; with rules, a
 * person none of whose groups has one may not.
 *
 * <p>While the wall clock cannot be believed, nobody knows what time it is: then people with a validity or a schedule either may not
 * pass, or may at any time, as configured. People without either are not concerned.
 */
public final class AccessRules {
    /** The group of people without a group. */
    public static final String DEFAULT_GROUP = "default";
    /** Everybody enrolled, at any time. */
    public static final AccessRules NONE = new AccessRules(ZoneOffset.UTC, Map.of(), false);

    private final ZoneId zone;
    private final Map<String, GroupRule> groups;
    private final boolean lenientClock;

    /**
     * Rules.
     *
     * @param zone the site's, for validity dates
     * @param groups rule by group
     * @param lenientClock whether people with a validity or a schedule may pass while the clock cannot be believed
     */
    public AccessRules(ZoneId zone, Map<String, GroupRule> groups, boolean lenientClock) {
        this.zone = zone;
        this.groups = Map.copyOf(groups);
        this.lenientClock = lenientClock;
    }

    /**
     * What speaks against it; empty if the person may pass.
     *
     * @param person what is known of the person; empty if nobody of that id is enrolled
     * @param at wall clock
     */
    public Optional<Refusal> check(Optional<PersonFacts> person, Instant at, DoorFacts door) {
        if (door.lockdown()) {
            return Optional.of(Refusal.of(Reason.LOCKDOWN));
        }
        if (!door.recalled()) {
            return Optional.of(Refusal.of(Reason.DEGRADED, "memory", "unread"));
        }
        if (!door.recording()) {
            return Optional.of(Refusal.of(Reason.DEGRADED, "journal", "full"));
        }
        if (door.lockedOut()) {
            return Optional.of(Refusal.of(Reason.LIVENESS, "lockout", "holds"));
        }
        if (person.isEmpty()) {
            return Optional.of(Refusal.of(Reason.NOT_ENROLLED));
        }
        return expired(person.get(), at, door.clockTrusted())
                .or(() -> outOfSchedule(person.get(), at, door.clockTrusted()))
                .or(() -> door.passedBefore().map(when -> Refusal.of(Reason.ANTIPASSBACK, "passed_at", when.toString())))
                .or(() -> door.partnerOpen() ? Optional.of(Refusal.of(Reason.INTERLOCK)) : Optional.empty());
    }

    /** Whether this person can begin an always-open window. */
    public boolean startsAlwaysOpen(PersonFacts person) {
        return groups.isEmpty() || rules(person).stream().anyMatch(GroupRule::startsAlwaysOpen);
    }

    /** Whether anti-passback leaves this person alone. */
    public boolean passbackExempt(PersonFacts person) {
        return rules(person).stream().anyMatch(GroupRule::passbackExempt);
    }

    private Optional<Refusal> expired(PersonFacts person, Instant at, boolean trusted) {
        if (person.validFrom().isEmpty() && person.validTo().isEmpty()) {
            return Optional.empty();
        }
        if (!trusted) {
            return unknownTime(Reason.EXPIRED);
        }
        LocalDate today = LocalDate.ofInstant(at, zone);
        if (person.validFrom().filter(today::isBefore).isPresent()) {
            return Optional.of(Refusal.of(Reason.EXPIRED, "valid_from", person.validFrom().get().toString()));
        }
        return person.validTo().filter(today::isAfter).map(last -> Refusal.of(Reason.EXPIRED, "valid_to", last.toString()));
    }

    private Optional<Refusal> outOfSchedule(PersonFacts person, Instant at, boolean trusted) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        List<GroupRule> rules = rules(person);
        if (rules.isEmpty()) {
            return Optional.of(Refusal.of(Reason.SCHEDULE, "group", "none"));
        }
        if (rules.stream().anyMatch(rule -> rule.schedule().isEmpty())) {
            return Optional.empty();
        }
        if (!trusted) {
            return unknownTime(Reason.SCHEDULE);
        }
        List<Schedule> schedules = rules.stream().flatMap(rule -> rule.schedule().stream()).distinct().toList();
        if (schedules.stream().anyMatch(schedule -> schedule.holds(at))) {
            return Optional.empty();
        }
        Map<String, String> detail = new TreeMap<>();
        detail.put("group", ruled(person).sorted().collect(Collectors.joining(" ")));
        detail.put("schedule", schedules.stream().map(Schedule::name).sorted().collect(Collectors.joining(" ")));
        schedules.stream().flatMap(schedule -> schedule.nextStart(at).stream()).min(Instant::compareTo)
                .ifPresent(next -> detail.put("next", next.toString()));
        return Optional.of(new Refusal(Reason.SCHEDULE, detail));
    }

    private Optional<Refusal> unknownTime(Reason reason) {
        return lenientClock ? Optional.empty() : Optional.of(Refusal.of(reason, "clock", "untrusted"));
    }

    private List<GroupRule> rules(PersonFacts person) {
        return ruled(person).map(groups::get).filter(Objects::nonNull).toList();
    }

    /** Those of the person's groups that have a rule. */
    private Stream<String> ruled(PersonFacts person) {
        Set<String> of = person.groups().isEmpty() ? Set.of(DEFAULT_GROUP) : person.groups();
        return of.stream().filter(groups::containsKey);
    }
}
