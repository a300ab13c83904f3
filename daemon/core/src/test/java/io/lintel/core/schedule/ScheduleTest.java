package io.lintel.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

    @Test
    void beginsWithItsFirstMomentAndEndsBeforeItsLast() {
        Schedule office = schedule(LISBON, "mon-fri 08:00-18:00");

        // 2026-07-06 is a Monday.
        assertThat(office.holds(lisbon("2026-07-06T07:59:59.999"))).isFalse();
        assertThat(office.holds(lisbon("2026-07-06T08:00"))).isTrue();
        assertThat(office.holds(lisbon("2026-07-06T17:59:59.999"))).isTrue();
        assertThat(office.holds(lisbon("2026-07-06T18:00"))).isFalse();
        assertThat(office.holds(lisbon("2026-07-04T12:00"))).as("a Saturday").isFalse();
        assertThat(office.heldUntil(lisbon("2026-07-06T12:00"))).contains(lisbon("2026-07-06T18:00"));
        assertThat(office.heldUntil(lisbon("2026-07-06T18:00"))).isEmpty();
        assertThat(office.nextStart(lisbon("2026-07-03T09:00"))).contains(lisbon("2026-07-06T08:00"));
    }

    @Test
    void goesPastMidnightIntoADayThatIsNotItsOwn() {
        Schedule night = schedule(LISBON, "fri 22:00-06:00");

        assertThat(night.holds(lisbon("2026-07-03T21:59"))).isFalse();
        assertThat(night.holds(lisbon("2026-07-03T22:00"))).isTrue();
        assertThat(night.holds(lisbon("2026-07-04T05:59"))).isTrue();
        assertThat(night.holds(lisbon("2026-07-04T06:00"))).isFalse();
        assertThat(night.holds(lisbon("2026-07-03T05:00"))).as("the night before is Thursday's").isFalse();
        assertThat(night.heldUntil(lisbon("2026-07-03T23:00"))).contains(lisbon("2026-07-04T06:00"));
    }

    @Test
    void windowsThatMeetAreOne() {
        Schedule week = schedule(LISBON, "mon 20:00-24:00", "tue 00:00-06:00", "tue 05:00-09:00", "tue 09:01-10:00");

        assertThat(week.heldUntil(lisbon("2026-07-06T21:00"))).contains(lisbon("2026-07-07T09:00"));
        assertThat(week.holds(lisbon("2026-07-07T09:00:30"))).isFalse();
    }

    @Test
    void whatNeverEndsIsFollowedForEightDays() {
        Schedule always = schedule(LISBON, "daily 00:00-24:00");
        Instant now = lisbon("2026-07-06T12:00");

        assertThat(always.heldUntil(now)).hasValueSatisfying(until -> assertThat(until).isAfterOrEqualTo(now.plus(Duration.ofDays(8))));
    }

    @Test
    void aHolidayHasItsOwnWindowsOnly() {
        Schedule office = new Schedule(
                "office",
                LISBON,
                windows("daily 08:00-18:00", "holiday 10:00-12:00"),
                Holidays.parse(List.of("2026-07-07")).and(Holidays.parse(List.of("12-25"))));

        assertThat(office.holds(lisbon("2026-07-07T09:00"))).isFalse();
        assertThat(office.holds(lisbon("2026-07-07T10:00"))).isTrue();
        assertThat(office.holds(lisbon("2026-07-08T09:00"))).isTrue();
        assertThat(office.holds(lisbon("2031-12-25T09:00"))).as("every year").isFalse();
    }

    @Test
    void aNightThatBeganBeforeTheHolidayGoesOnIntoIt() {
        Schedule night = new Schedule("night", LISBON, windows("daily 22:00-06:00"), Holidays.parse(List.of("2026-07-07")));

        assertThat(night.holds(lisbon("2026-07-07T05:00"))).isTrue();
        assertThat(night.holds(lisbon("2026-07-07T23:00"))).isFalse();
        assertThat(night.holds(lisbon("2026-07-08T05:00"))).as("the holiday's own night did not begin").isFalse();
    }

    @Test
    void findsTheNextBeginningBehindALongClosure() {
        Schedule summer = new Schedule("office", LISBON, windows("mon-fri 08:00-18:00"), Holidays.parse(List.of("2026-08-01..2026-08-31")));

        assertThat(summer.nextStart(lisbon("2026-07-31T19:00"))).contains(lisbon("2026-09-01T08:00"));
        assertThat(schedule(LISBON, "holiday 08:00-18:00").nextStart(lisbon("2026-07-31T19:00"))).isEmpty();
    }

    @Test
    void aClockSetForwardAcrossABeginningBeginsIt() {
        // 2026-03-29: 01:00 becomes 02:00 in Lisbon.
        Schedule early = schedule(LISBON, "sun 01:30-03:00");
        Instant change = Instant.parse("2026-03-29T01:00:00Z");

        assertThat(early.holds(change.minusMillis(1))).isFalse();
        assertThat(early.holds(change)).isTrue();
        assertThat(early.heldUntil(change)).contains(Instant.parse("2026-03-29T02:00:00Z"));
        Schedule within = schedule(LISBON, "sun 01:10-01:50");
        assertThat(within.holds(change)).as("that time does not exist on this day").isFalse();
        assertThat(within.nextStart(change.minusSeconds(60))).contains(lisbon("2026-04-05T01:10"));
    }

    @Test
    void aClockSetBackRepeatsNoWindow() {
        // 2026-10-25: 02:00 becomes 01:00 in Lisbon; 01:00-02:00 is shown twice, first at UTC+1.
        Schedule early = schedule(LISBON, "sun 00:30-01:30");
        Schedule later = schedule(LISBON, "sun 01:30-03:00");

        assertThat(early.heldUntil(Instant.parse("2026-10-24T23:45:00Z"))).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(early.holds(Instant.parse("2026-10-25T01:15:00Z"))).as("01:15 for the second time").isFalse();
        assertThat(later.holds(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
        assertThat(later.holds(Instant.parse("2026-10-25T01:15:00Z"))).as("01:15 for the second time").isTrue();
        assertThat(later.heldUntil(Instant.parse("2026-10-25T00:30:00Z"))).contains(Instant.parse("2026-10-25T03:00:00Z"));
    }

    @Test
    void wholeDaysHaveNoSeamWhenTheClockIsChanged() {
        Schedule always = schedule(LISBON, "daily 00:00-24:00");
        for (String day : List.of("2026-03-28T00:00:00Z", "2026-10-24T00:00:00Z")) {
            Instant first = Instant.parse(day);
            assertThat(IntStream.range(0, 3 * 24 * 12).mapToObj(five -> first.plus(Duration.ofMinutes(5L * five)))).allMatch(always::holds);
        }
    }

    /** An independent account: walk the clock minute by minute and ask what it shows, away from the days on which it is changed. */
    @Test
    void agreesWithTheClockOnTheWall() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int from = random.nextInt(1_440);
            int to = random.nextInt(1_440);
            String span = "wed,thu %02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
            Schedule utc = schedule(ZoneOffset.UTC, span);
            LocalDateTime monday = LocalDateTime.parse("2026-07-06T00:00");
            for (int minute = 0; minute < 7 * 1_440; minute += 7) {
                LocalDateTime now = monday.plusMinutes(minute);
                int day = minute / 1_440;
                int time = minute % 1_440;
                boolean begunToday = (day == 2 || day == 3) && time >= from && (to <= from || time < to);
                boolean begunYesterday = (day == 3 || day == 4) && to <= from && time < to;
                assertThat(utc.holds(now.toInstant(ZoneOffset.UTC))).as("%s at %s", span, now).isEqualTo(begunToday || begunYesterday);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mon-fri", "mon 8:00-18:00", "mon 08:00-25:00", "mon 24:00-08:00", "monday 08:00-18:00", "mon-wed-fri 08:00-18:00",
        "", "mon 08:00-18:60", "mon  08:00 - 18:00", ",mon 08:00-18:00"})
    void saysWhatAWindowLooksLike(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Window.parse(text)).withMessageContaining("write");
    }

    @Test
    void daysMayGoAroundTheWeekend() {
        Schedule weekend = schedule(LISBON, "FRI-mon 10:00-11:00");

        assertThat(Stream.of("03", "04", "05", "06", "07", "08", "09").map(day -> weekend.holds(lisbon("2026-07-" + day + "T10:30"))))
                .containsExactly(true, true, true, true, false, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "13-01", "2026-08-14..2026-08-03", "25.12.", "", "2026-01-01..2026-01-02..2026-01-03", "12-25..2026-12-26"})
    void saysWhatAHolidayLooksLike(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Holidays.parse(List.of(text)));
    }

    @Test
    void yearlyHolidaysMayGoPastNewYear() {
        Holidays shut = Holidays.parse(List.of("12-24..01-01"));

        assertThat(shut.contains(LocalDate.parse("2026-12-23"))).isFalse();
        assertThat(shut.contains(LocalDate.parse("2026-12-24"))).isTrue();
        assertThat(shut.contains(LocalDate.parse("2027-01-01"))).isTrue();
        assertThat(shut.contains(LocalDate.parse("2027-01-02"))).isFalse();
    }

    private static Schedule schedule(ZoneId zone, String... windows) {
        return new Schedule("s", zone, windows(windows), Holidays.NONE);
    }

    private static List<Window> windows(String... windows) {
        return Stream.of(windows).map(Window::parse).toList();
    }

    private static Instant lisbon(String local) {
        return LocalDateTime.parse(local).atZone(LISBON).toInstant();
    }
}
