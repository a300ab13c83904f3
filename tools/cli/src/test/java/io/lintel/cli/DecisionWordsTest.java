package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.core.access.AccessRules;
import io.lintel.core.access.DoorFacts;
import io.lintel.core.access.GroupRule;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.Refusal;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every denial is explained by what the rules themselves put on record. */
final class DecisionWordsTest {
    private static final Instant SUNDAY = Instant.parse("2026-07-05T10:00:00Z");
    private static final DoorFacts OPEN = new DoorFacts(false, true, true, false, true, Optional.empty(), false);
    private static final Schedule OFFICE =
            new Schedule("office", ZoneOffset.UTC, List.of(Window.parse("mon-fri 08:00-18:00")), Holidays.NONE);

    private final AccessRules rules =
            new AccessRules(ZoneOffset.UTC, Map.of("staff", new GroupRule(Optional.of(OFFICE), true, false)), false);

    @Test
    void theScheduleAndTheGroupAreNamed() throws IOException {
        assertThat(words(person("staff"), OPEN)).isEqualTo(
                "ana denied: outside of the schedule office of group staff; it begins again at 2026-07-06T08:00:00Z");
        assertThat(words(person("visitors"), OPEN)).contains("none of the person's groups has a rule [access.GROUP]");
        assertThat(words(person("staff"), new DoorFacts(false, true, true, false, false, Optional.empty(), false)))
                .contains("certain hours only", "door.untrusted-clock");
    }

    @Test
    void theValidityIsNamed() throws IOException {
        assertThat(words(valid(Optional.of(LocalDate.parse("2026-08-01")), Optional.empty()), OPEN)).contains("valid from 2026-08-01 on");
        assertThat(words(valid(Optional.empty(), Optional.of(LocalDate.parse("2026-07-04"))), OPEN)).contains("valid to 2026-07-04");
    }

    @Test
    void soIsWhatTheDoorItselfHolds() throws IOException {
        PersonFacts ana = person("staff");
        assertThat(words(ana, new DoorFacts(true, true, true, false, true, Optional.empty(), false))).contains("locked down");
        assertThat(words(ana, new DoorFacts(false, false, true, false, true, Optional.empty(), false))).contains("had just started");
        assertThat(words(ana, new DoorFacts(false, true, false, false, true, Optional.empty(), false))).contains("could not be recorded");
        assertThat(words(ana, new DoorFacts(false, true, true, true, true, Optional.empty(), false))).contains("locked out after pictures");
        AccessRules none = AccessRules.NONE;
        assertThat(words(none, ana, new DoorFacts(false, true, true, false, true, Optional.of(SUNDAY.minusSeconds(60)), false)))
                .contains("anti-passback", "2026-07-05T09:59:00Z", "lintel door forgive");
        assertThat(words(none, ana, new DoorFacts(false, true, true, false, true, Optional.empty(), true))).contains("[gpio.interlock]");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void noReasonIsWithoutWords(Reason reason) throws IOException {
        assertThat(words(new Refusal(reason, Map.of()))).startsWith("ana ").hasSizeGreaterThan(30);
    }

    @Test
    void whatIsNoDecisionHasNone() throws IOException {
        assertThat(DecisionWords.of(json(DoorEvent.of(EventType.DOOR_REX, new Moment(0, SUNDAY), Map.of())))).isEmpty();
    }

    private static PersonFacts person(String group) {
        return new PersonFacts(new PersonId("ana"), Set.of(group), Optional.empty(), Optional.empty(), false);
    }

    private static PersonFacts valid(Optional<LocalDate> from, Optional<LocalDate> to) {
        return new PersonFacts(new PersonId("ana"), Set.of("staff"), from, to, false);
    }

    private String words(PersonFacts person, DoorFacts door) throws IOException {
        return words(rules, person, door);
    }

    private static String words(AccessRules rules, PersonFacts person, DoorFacts door) throws IOException {
        return words(rules.check(Optional.of(person), SUNDAY, door).orElseThrow());
    }

    private static String words(Refusal refusal) throws IOException {
        DoorEvent event = DoorEvent.about(EventType.ACCESS_DENIED, new Moment(0, SUNDAY), new PersonId("ana"), refusal.detail());
        return DecisionWords.of(json(event.because(refusal.reason()))).orElseThrow();
    }

    private static JsonNode json(DoorEvent event) throws IOException {
        EventStamp stamp = new EventStamp(
                new UUID(7, 1), 1, HashChain.GENESIS, "hq", "front", "boot", ZoneOffset.UTC,
                new ClockQuality("ntp", true, OptionalLong.empty()), true);
        return new ObjectMapper().readTree(new EventCodec().encode(event, stamp));
    }
}
