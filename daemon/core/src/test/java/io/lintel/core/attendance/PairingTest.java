package io.lintel.core.attendance;

import static io.lintel.core.attendance.Grants.IN;
import static io.lintel.core.attendance.Grants.OUT;
import static io.lintel.core.attendance.Grants.punch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lintel.core.attendance.Shift.Standing;
import io.lintel.core.event.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In and out into shifts: what is there is paired, what is missing is said to be missing, nothing is invented. */
final class PairingTest {
    private static final Instant LONG_AFTER = Instant.parse("2026-12-01T00:00:00Z");

    private final Pairing pairing = new Pairing(Duration.ofMinutes(1), Duration.ofHours(16));

    private List<Shift> shifts(Punch... punches) {
        return pairing.shifts(List.of(punches), LONG_AFTER);
    }

    @Test
    void aDayWithALunchBreakIsTwoShifts() {
        List<Shift> shifts = shifts(
                punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", OUT, "2026-07-01T12:00:00"),
                punch("ana", IN, "2026-07-01T13:00:00"), punch("ana", OUT, "2026-07-01T17:30:00"));
        assertThat(shifts).extracting(Shift::standing).containsExactly(Standing.COMPLETE, Standing.COMPLETE);
        assertThat(shifts).extracting(shift -> shift.worked().orElseThrow())
                .containsExactly(Duration.ofHours(4), Duration.ofMinutes(270));
        assertThat(shifts).noneMatch(Shift::overnight);
    }

    @Test
    void aNightShiftCountsForTheDayItBegan() {
        assertThat(shifts(punch("ana", IN, "2026-07-01T22:00:00"), punch("ana", OUT, "2026-07-02T06:00:00")))
                .singleElement()
                .satisfies(shift -> {
                    assertThat(shift.day()).isEqualTo(LocalDate.parse("2026-07-01"));
                    assertThat(shift.overnight()).isTrue();
                    assertThat(shift.worked()).contains(Duration.ofHours(8));
                });
    }

    @Test
    void aNightWithAChangeOfTheClocksHasItsTrueLength() {
        // Lisbon, 25 October 2026: 02:00 comes twice.
        assertThat(shifts(punch("ana", IN, "2026-10-24T22:00:00"), punch("ana", OUT, "2026-10-25T06:00:00")))
                .singleElement()
                .satisfies(shift -> assertThat(shift.worked()).contains(Duration.ofHours(9)));
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() {
        List<Shift> shifts = shifts(
                punch("ana", OUT, "2026-07-01T12:00:00"),
                punch("ana", IN, "2026-07-01T13:00:00"),
                punch("ana", IN, "2026-07-02T08:00:00"), punch("ana", OUT, "2026-07-02T16:00:00"));
        assertThat(shifts).extracting(Shift::standing)
                .containsExactly(Standing.MISSING_IN, Standing.MISSING_OUT, Standing.COMPLETE);
        assertThat(shifts.getFirst().worked()).isEmpty();
    }

    @Test
    void nobodyStaysLongerThanTheLongestShift() {
        assertThat(shifts(punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", OUT, "2026-07-02T08:00:00")))
                .extracting(Shift::standing)
                .containsExactly(Standing.MISSING_OUT, Standing.MISSING_IN);
        assertThat(shifts(punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", OUT, "2026-07-02T00:00:00")))
                .extracting(Shift::standing)
                .containsExactly(Standing.COMPLETE);
    }

    @Test
    void whoeverCameLatelyIsPresent() {
        List<Punch> came = List.of(punch("ana", IN, "2026-07-01T08:00:00"));
        Instant noon = LocalDateTime.parse("2026-07-01T12:00:00").atZone(Grants.ZONE).toInstant();
        assertThat(pairing.shifts(came, noon)).extracting(Shift::standing).containsExactly(Standing.PRESENT);
        assertThat(pairing.shifts(came, noon.plus(Duration.ofDays(1)))).extracting(Shift::standing)
                .containsExactly(Standing.MISSING_OUT);
    }

    @Test
    void aSecondLookWithinTheWindowIsTheSamePunch() {
        List<Shift> shifts = shifts(
                punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", IN, "2026-07-01T08:00:40"),
                punch("ana", OUT, "2026-07-01T16:00:00"), punch("ana", OUT, "2026-07-01T16:00:59"));
        assertThat(shifts).singleElement().satisfies(shift -> assertThat(shift.worked()).contains(Duration.ofHours(8)));
        assertThat(shifts(punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", IN, "2026-07-01T08:01:00"))).hasSize(2);
        assertThat(shifts(punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", OUT, "2026-07-01T08:00:10")))
                .as("the other way is another punch").extracting(Shift::standing).containsExactly(Standing.COMPLETE);
    }

    @Test
    void whereNoWayIsKnownTheTurnDecidesAndIsMarked() {
        List<Shift> shifts = shifts(
                punch("ana", Direction.UNKNOWN, "2026-07-01T08:00:00"), punch("ana", Direction.UNKNOWN, "2026-07-01T16:00:00"),
                punch("ana", Direction.UNKNOWN, "2026-07-02T09:00:00"));
        assertThat(shifts).extracting(Shift::standing).containsExactly(Standing.COMPLETE, Standing.MISSING_OUT);
        assertThat(shifts).allMatch(Shift::assumed);
    }

    @Test
    void aWayThatWasTakenFromTheTurnMarksTheWholeShiftAndNoLaterOne() {
        List<Shift> shifts = shifts(
                punch("ana", Direction.UNKNOWN, "2026-07-01T08:00:00"), punch("ana", OUT, "2026-07-01T16:00:00"),
                punch("ana", IN, "2026-07-02T08:00:00"), punch("ana", OUT, "2026-07-02T16:00:00"),
                punch("ana", IN, "2026-07-03T08:00:00"), punch("ana", Direction.UNKNOWN, "2026-07-03T16:00:00"),
                punch("ana", Direction.UNKNOWN, "2026-07-04T08:00:00"), punch("ana", IN, "2026-07-05T08:00:00"));
        assertThat(shifts).extracting(shift -> shift.standing() + " " + shift.assumed())
                .containsExactly("COMPLETE true", "COMPLETE false", "COMPLETE true", "MISSING_OUT true", "MISSING_OUT false");
    }

    @Test
    void theWindowIsCountedFromThePunchThatCounted() {
        assertThat(shifts(
                        punch("ana", IN, "2026-07-01T08:00:00"), punch("ana", IN, "2026-07-01T08:00:40"),
                        punch("ana", IN, "2026-07-01T08:01:20")))
                .as("who stands there does not put it off for ever")
                .hasSize(2);
    }

    @Test
    void punchesOfOneMomentCountByDoorThenByNumber() {
        List<Punch> punches = List.of(
                at("rear", 1, OUT), at("front", 8, OUT), at("front", 7, IN), at("rear", 2, IN));
        assertThat(new Pairing(Duration.ZERO, Duration.ofHours(16)).shifts(punches, LONG_AFTER))
                .extracting(Shift::standing)
                .containsExactly(Standing.COMPLETE, Standing.MISSING_IN, Standing.MISSING_OUT);
    }

    private static Punch at(String door, long seq, Direction way) {
        Punch punch = punch("ana", way, "2026-07-01T08:00:00");
        return new Punch(punch.person(), punch.timing(), way, punch.zone(), door, seq, false);
    }

    @Test
    void peopleDoNotMix() {
        List<Shift> shifts = shifts(
                punch("ana", IN, "2026-07-01T08:00:00"), punch("ben", OUT, "2026-07-01T09:00:00"),
                punch("ana", OUT, "2026-07-01T10:00:00"));
        assertThat(shifts).extracting(shift -> shift.person().value() + " " + shift.standing())
                .containsExactly("ana COMPLETE", "ben MISSING_IN");
    }

    @Test
    void everyPunchIsInOneShiftOrRepeatsOneWhateverTheOrderTheyComeIn() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<Punch> punches = new ArrayList<>();
            for (int each = random.nextInt(30); each > 0; each--) {
                Direction way = List.of(IN, OUT, Direction.UNKNOWN).get(random.nextInt(3));
                LocalDateTime time = LocalDateTime.parse("2026-07-01T00:00:00").plusSeconds(random.nextInt(13_000) * 30L + each);
                punches.add(punch(random.nextBoolean() ? "ana" : "ben", way, time.toString().length() == 16 ? time + ":00" : time.toString()));
            }
            List<Shift> shifts = new Pairing(Duration.ZERO, Duration.ofHours(16)).shifts(punches, LONG_AFTER);
            List<Punch> used = shifts.stream()
                    .flatMap(shift -> Stream.concat(shift.in().stream(), shift.out().stream()))
                    .toList();
            assertThat(used).as("round %d", round).containsExactlyInAnyOrderElementsOf(punches);
            assertThat(shifts).allSatisfy(shift -> assertThat(shift.worked().orElse(Duration.ZERO))
                    .isBetween(Duration.ZERO, Duration.ofHours(16)));

            List<Punch> shuffled = new ArrayList<>(punches);
            Collections.shuffle(shuffled, random);
            assertThat(pairing.shifts(shuffled, LONG_AFTER)).as("round %d", round).isEqualTo(pairing.shifts(punches, LONG_AFTER));
        }
    }

    @Test
    void refusesWindowsThatMeanNothing() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Pairing(Duration.ofSeconds(-1), Duration.ofHours(1)));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Pairing(Duration.ZERO, Duration.ZERO));
    }
}
