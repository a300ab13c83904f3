package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.cli.TestDoor.Outcome;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.Connector;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalSettings;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lintel attendance} and {@code lintel events verify} on a real journal without a daemon. */
class AttendanceCommandTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Lisbon");
    private static final Direction IN = new Direction(Direction.Way.IN, Direction.Source.READER);
    private static final Direction OUT = new Direction(Direction.Way.OUT, Direction.Source.READER);

    private final Path folder;
    private final TestDoor door;
    private boolean synchronised = true;

    AttendanceCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        door = new TestDoor(folder);
        Files.writeString(door.config(), Files.readString(door.config()).replace("id = \"test\"", "id = \"test\"\nzone = \"Europe/Lisbon\""));
    }

    private void journal(boolean attendance, List<DoorEvent> events) throws IOException {
        Files.createDirectories(folder.resolve("state"));
        JournalSettings settings = new JournalSettings(
                folder.resolve("state/journal.db"), "test", "front", "boot", ZONE, Duration.ofDays(30), false, attendance);
        InstantSource wall = InstantSource.fixed(Instant.parse("2026-07-31T00:00:00Z"));
        try (PeopleStore people = PeopleStore.open(folder.resolve("state/people.db"), folder.resolve("state/people.key"), new SecureRandom());
                Journal journal = new Journal(
                        settings,
                        new EventIds(wall, new Random(events.size())),
                        () -> new ClockQuality("sim", synchronised, OptionalLong.of(2)),
                        wall,
                        () -> 0,
                        Connector.DIRECT,
                        () -> Optional.of(people.sealKey()))) {
            for (DoorEvent event : events) {
                journal.append(List.of(journal.prepare(event)));
            }
        }
    }

    private static DoorEvent grant(String person, Direction way, String local) {
        Instant time = LocalDateTime.parse(local).atZone(ZONE).toInstant();
        return grant(person, way, time, TimeUnit.SECONDS.toNanos(time.getEpochSecond()));
    }

    private static DoorEvent grant(String person, Direction way, Instant time, long nanos) {
        return new DoorEvent(
                EventType.ACCESS_GRANTED, time, nanos, Optional.of(new PersonId(person)), way, Optional.of(Reason.MATCH), Optional.empty(),
                Latency.NONE, Map.of());
    }

    private String lines(String... arguments) {
        Outcome outcome = door.run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    @Test
    void shiftsAreShownWithTheirNightsAndWhatIsMissing() throws IOException {
        journal(true, List.of(
                grant("ana", IN, "2026-07-01T08:00"), grant("ana", IN, "2026-07-01T08:00:30"), grant("ana", OUT, "2026-07-01T16:30"),
                grant("ben", IN, "2026-07-01T22:00"), grant("ben", OUT, "2026-07-02T06:00"),
                grant("cid", OUT, "2026-07-03T12:00")));

        assertThat(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-31").lines()).containsExactly(
                "DAY         PERSON  IN     OUT       WORKED  NOTES",
                "2026-07-01  ana     08:00  16:30     8:30",
                "2026-07-01  ben     22:00  06:00 +1  8:00    overnight",
                "2026-07-03  cid     -      12:00     -       missing in",
                "",
                "PERSON  SHIFTS  WORKED  INCOMPLETE",
                "ana     1       8:30    0",
                "ben     1       8:00    0",
                "cid     1       0:00    1");
        assertThat(lines("attendance", "--from", "2026-07-02", "--to", "2026-07-31", "--person", "ben")).contains("no punches");
        assertThat(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-01", "--csv").lines().toList()).hasSize(3)
                .first().asString().startsWith("day,person,standing,in,out,worked_minutes,");
        assertThat(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-01", "--csv"))
                .contains("2026-07-01,ben,complete,\"2026-07-01T22:00:00+01:00\",\"2026-07-02T06:00:00+01:00\",480,true,false,");
        JsonNode json = new ObjectMapper().readTree(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-31", "--json"));
        assertThat(json.size()).isEqualTo(3);
        assertThat(json.path(0).path("worked_minutes").asLong()).isEqualTo(510);
        assertThat(json.path(2).path("in").isNull()).isTrue();
    }

    @Test
    void aTimeThatWasSetLaterIsShownWithItsError() throws IOException {
        synchronised = false;
        journal(true, List.of(grant("ana", IN, Instant.ofEpochSecond(60), TimeUnit.MINUTES.toNanos(1))));
        synchronised = true;
        Instant set = Instant.parse("2026-07-01T09:00:00Z");
        List<DoorEvent> later = new ArrayList<>();
        later.add(DoorEvent.of(EventType.HEALTH_CLOCK, new Moment(TimeUnit.MINUTES.toNanos(121), set), Map.of("synchronised", "true")));
        later.add(grant("ana", OUT, set.plusSeconds(3_600), TimeUnit.MINUTES.toNanos(181)));
        journal(true, later);

        assertThat(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-01"))
                .contains("2026-07-01  ana     08:00  11:00  3:00    clock was set later, ±3.6 s");
    }

    @Test
    void whereAttendanceIsNoPurposeNoneIsMade() throws IOException {
        journal(false, List.of(grant("ana", IN, "2026-07-01T08:00")));
        assertThat(lines("attendance", "--from", "2026-07-01", "--to", "2026-07-31")).contains("no punches");
        assertThat(lines("events", "--json")).contains("\"attendance\":false").doesNotContain("\"direction\"");

        Files.writeString(door.config(), Files.readString(door.config()) + "\n[attendance]\nenabled = false\n");
        Outcome refused = door.run("attendance");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("attendance is no purpose at this door").contains("[attendance]");
    }

    @Test
    void daysInTheWrongOrderAreWrongUsage() {
        Outcome outcome = door.run("attendance", "--from", "2026-07-02", "--to", "2026-07-01");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--from 2026-07-02 is after --to 2026-07-01");
        assertThat(door.run("attendance", "--from", "yesterday").code()).isEqualTo(2);
    }

    @Test
    void theJournalIsVerified() throws Exception {
        assertThat(lines("events", "verify")).contains("no events yet");
        journal(true, List.of(grant("ana", IN, "2026-07-01T08:00"), grant("ana", OUT, "2026-07-01T09:00"), grant("ana", IN, "2026-07-01T10:00")));
        assertThat(lines("events", "verify").lines().toList()).hasSize(2)
                .first().isEqualTo("3 events, 1 to 3: complete and unchanged");

        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/journal.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE event SET body = cast(replace(cast(body AS TEXT), '07:00:00', '07:59:00') AS BLOB) WHERE seq = 1");
        }
        Outcome broken = door.run("events", "verify");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("NOT as they were written").contains("event 2: does not follow");
    }
}
