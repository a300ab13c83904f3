package io.lintel.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.door.AlwaysOpenState;
import io.lintel.core.door.DoorState;
import io.lintel.core.gallery.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCodecTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final ControlCodec codec = new ControlCodec();

    @Test
    void everyRequestSurvivesTheWay() {
        List<ControlRequest> requests = List.of(
                new ControlRequest.Status(),
                new ControlRequest.Health(),
                new ControlRequest.CapturePerson(new PersonId("ana"), "Ana Lima", Duplicates.ALLOW),
                new ControlRequest.ListPeople(),
                new ControlRequest.ShowPerson(new PersonId("ana")),
                new ControlRequest.RemovePerson(new PersonId("ana")),
                new ControlRequest.Events(7, OptionalLong.of(3)),
                new ControlRequest.Events(7, OptionalLong.empty()),
                new ControlRequest.FollowEvents(OptionalLong.empty()),
                new ControlRequest.FollowEvents(OptionalLong.of(9)),
                new ControlRequest.RotateKeys(),
                new ControlRequest.VerifyEvents(),
                new ControlRequest.Door(),
                new ControlRequest.Unlock(Duration.ofMillis(1_500)),
                new ControlRequest.Lock(),
                new ControlRequest.Lockdown(true),
                new ControlRequest.Resume(),
                new ControlRequest.Confirm(true),
                new ControlRequest.Forgive(Optional.empty()),
                new ControlRequest.Forgive(Optional.of(new PersonId("ana"))),
                new ControlRequest.SetAccess(PersonFacts.plain(new PersonId("ana"))),
                new ControlRequest.SetAccess(new PersonFacts(
                        new PersonId("ana"),
                        Set.of("staff", "night-shift"),
                        Optional.of(LocalDate.parse("2026-03-01")),
                        Optional.of(LocalDate.parse("2026-04-01")),
                        true)),
                new ControlRequest.Snapshot(),
                new ControlRequest.Metrics(),
                new ControlRequest.Explain());
        for (ControlRequest request : requests) {
            assertThat(codec.readRequest(codec.request(request))).as(request.op()).isEqualTo(request);
        }
    }

    @Test
    void photographsArriveByteForByte() {
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        ControlRequest.AddPerson sent =
                new ControlRequest.AddPerson(
                        new PersonId("ana"), "Ana", List.of(new Photo("ana.jpg", bytes)), Duplicates.ALLOW);
        ControlRequest.AddPerson got = (ControlRequest.AddPerson) codec.readRequest(codec.request(sent));
        assertThat(got.duplicates()).isEqualTo(Duplicates.ALLOW);
        assertThat(got.photos()).hasSize(1);
        assertThat(got.photos().getFirst().name()).isEqualTo("ana.jpg");
        assertThat(got.photos().getFirst().bytes()).isEqualTo(bytes);
    }

    @Test
    void resultsSurviveTheWay() {
        StatusReport status = new StatusReport(
                "0.1.0",
                "hq",
                "front",
                NOON,
                new DoorReport(
                        DoorState.HELD_OPEN,
                        true,
                        true,
                        false,
                        1_200,
                        new AccessReport(
                                AlwaysOpenState.CLOCK_UNTRUSTED,
                                "office",
                                "2026-03-01T18:00:00Z",
                                SecondFactorRule.Kind.COMMAND,
                                "ana",
                                PassbackRule.Mode.SOFT,
                                true,
                                false)),
                new CameraReport("file:walk.mp4", "640x480", 10, 2, 8),
                new RecognitionReport("lintel-default@1", "space", "cpu", 3, 7, 12, 0.001, "monitor"),
                new JournalReport(42, 1, 3, "off"),
                new LatencyReport(2, 30.5, 40, 41, 41),
                HealthReport.of(List.of(
                        new ComponentHealth("camera", HealthState.OK, "", "", NOON),
                        new ComponentHealth("relay", HealthState.OFFLINE, "busy", "free it", NOON))));
        ControlReply.Done reply = (ControlReply.Done) codec.readReply(codec.done(status));
        assertThat(codec.read(reply.result(), StatusReport.class)).isEqualTo(status);
        assertThat(reply.result().path("door").path("state").asText()).isEqualTo("held_open");
        assertThat(reply.result().path("recognition").path("gallery_revision").asLong()).isEqualTo(12);

        EnrolmentReport enrolled = new EnrolmentReport(
                new PersonReport(new PersonId("ana"), "Ana", NOON, List.of(new PersonReport.Template("s", "a.jpg", NOON)),
                        new PersonReport.Access(List.of("staff"), "2026-03-01", "", true)),
                List.of(new EnrolmentReport.Outcome("b.jpg", false, "no face")),
                List.of(new PersonId("bia")));
        ControlReply.Done done = (ControlReply.Done) codec.readReply(codec.done(enrolled));
        assertThat(codec.read(done.result(), EnrolmentReport.class)).isEqualTo(enrolled);

        ExplainReport explain = new ExplainReport(NOON, 5, 1, 4, 2, 3, Map.of("too_small", 2L), Map.of("match", 1L));
        ControlReply.Done why = (ControlReply.Done) codec.readReply(codec.done(explain));
        assertThat(codec.read(why.result(), ExplainReport.class)).isEqualTo(explain);
    }

    @Test
    void anIncompleteResultIsRefusedAndAnUnknownKeyIgnored() {
        ControlReply.Done reply = (ControlReply.Done) codec.readReply("{\"ok\":true,\"result\":{\"text\":\"x\",\"newer\":1}}");
        assertThat(codec.read(reply.result(), MetricsReport.class)).isEqualTo(new MetricsReport("x"));
        ControlReply.Done empty = (ControlReply.Done) codec.readReply("{\"ok\":true,\"result\":{}}");
        assertThatThrownBy(() -> codec.read(empty.result(), MetricsReport.class)).isInstanceOf(ControlException.class);
    }

    @Test
    void eventsAndFailuresSurviveTheWay() {
        assertThat(codec.readReply(codec.event("{\"id\":\"1\",\"data\":{\"seq\":4}}")))
                .isEqualTo(new ControlReply.Event("{\"id\":\"1\",\"data\":{\"seq\":4}}"));
        ControlError error = new ControlError("no such person", "ana", "see lintel person list");
        assertThat(codec.readReply(codec.failed(error))).isEqualTo(new ControlReply.Failed(error));
        ControlReply.Done events = (ControlReply.Done) codec.readReply(codec.doneEvents(List.of("{\"a\":1}", "{\"b\":2}")));
        assertThat(codec.readEvents(events.result())).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "null", "[]", "1", "\"status\"", "{", "{}", "{\"op\":1}", "{\"op\":\"\"}", "{\"op\":\"status\",\"args\":[]}",
                "{\"op\":\"status\"} {\"op\":\"status\"}", "{\"op\":\"sudo\"}", "{\"op\":\"person.show\"}", "\u0000\u0001"
            })
    void whatIsNoRequestIsRefusedWithAWord(String line) {
        assertThatThrownBy(() -> codec.readRequest(line))
                .isInstanceOfSatisfying(ControlException.class, e -> assertThat(e.error().what()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person.add     | {\"id\":\"Ana\",\"name\":\"Ana\",\"photos\":[]}                                   | id",
                "person.add     | {\"id\":\"ana\",\"name\":\"\",\"photos\":[]}                                      | name",
                "person.add     | {\"id\":\"ana\",\"name\":\"A\\nna\",\"photos\":[]}                                | name",
                "person.add     | {\"id\":\"ana\",\"name\":\"Ana\",\"photos\":[]}                                   | photos",
                "person.add     | {\"id\":\"ana\",\"name\":\"Ana\",\"photos\":[{\"name\":\"a\",\"base64\":\"*\"}]}  | photos",
                "events         | {\"limit\":0}      | limit",
                "events         | {\"limit\":1001}   | limit",
                "events         | {\"limit\":1.5}    | limit",
                "events         | {\"from\":-1}      | from",
                "events.follow  | {\"from\":\"x\"}   | from",
                "door.unlock    | {}                 | seconds",
                "door.unlock    | {\"seconds\":0}    | seconds",
                "door.unlock    | {\"seconds\":-1}   | seconds",
                "door.unlock    | {\"seconds\":86401}| seconds",
                "door.unlock    | {\"seconds\":1e999}| seconds",
                "door.lockdown  | {\"active\":\"yes\"} | active"
            })
    void aWrongArgumentIsNamed(String op, String args, String key) {
        assertThatThrownBy(() -> codec.readRequest("{\"op\":\"" + op + "\",\"args\":" + args + "}"))
                .isInstanceOfSatisfying(ControlException.class, e -> {
                    assertThat(e.error().what()).startsWith(key + " ");
                    assertThat(e.error().where()).isEqualTo(op);
                });
    }

    @Test
    void refusalsReadLikeSentences() {
        assertThat(refusal("{\"op\":\"events\",\"args\":{\"limit\":100000}}")).isEqualTo("limit must be 1..1000 [events]");
        assertThat(refusal("{\"op\":\"door.unlock\"}")).isEqualTo("seconds is missing [door.unlock]: send it in \"args\"");
        assertThat(refusal("{\"op\":\"status\",\"args\":7}")).startsWith("args must be an object [status]: ");
        assertThat(refusal("{\"op\":\"su\\u0007do\"}")).startsWith("unknown operation \"su?do\": this daemon knows status, health, ");
        String access = "{\"op\":\"person.access\",\"args\":{\"id\":\"ana\",\"extended_time\":false,";
        assertThat(refusal(access + "\"groups\":[\"Staff\"]}}")).startsWith("groups must be names of 1..63");
        assertThat(refusal(access + "\"groups\":[],\"valid_to\":\"soon\"}}")).startsWith("valid_to must be a date like");
        assertThat(refusal(access + "\"groups\":[],\"valid_from\":\"2026-02-02\",\"valid_to\":\"2026-01-01\"}}"))
                .contains("ends before");
        assertThat(refusal("{}")).contains("names no operation", "this daemon knows status, ");
    }

    @Test
    void everyKnownOperationIsReadAndNoneIsForgotten() {
        assertThat(ControlRequest.OPS).hasSameSizeAs(ControlRequest.class.getPermittedSubclasses());
        assertThat(ControlRequest.OPS).allSatisfy(op -> {
            String args = "{\"id\":\"ana\",\"name\":\"Ana\",\"seconds\":5,\"active\":true,\"photos\":[{\"name\":\"a\",\"base64\":\"\"}],"
                    + "\"groups\":[],\"extended_time\":false,\"duress\":false}";
            assertThat(codec.readRequest("{\"op\":\"" + op + "\",\"args\":" + args + "}").op()).isEqualTo(op);
        });
    }

    private String refusal(String line) {
        try {
            return "accepted: " + codec.readRequest(line);
        } catch (ControlException e) {
            return e.error().line();
        }
    }

    @Test
    void limitsHoldAtTheirEdges() {
        assertThat(codec.readRequest("{\"op\":\"events\",\"args\":{\"limit\":1000}}"))
                .isEqualTo(new ControlRequest.Events(1_000, OptionalLong.empty()));
        assertThat(codec.readRequest("{\"op\":\"door.unlock\",\"args\":{\"seconds\":86400}}"))
                .isEqualTo(new ControlRequest.Unlock(Duration.ofDays(1)));
        String deep = "{\"op\":\"status\",\"args\":{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}}";
        assertThatThrownBy(() -> codec.readRequest(deep)).isInstanceOf(ControlException.class);
    }

    @Test
    void mutatedLinesNeverEscapeAsAnythingButARefusal() {
        byte[] seedLine = codec.request(new ControlRequest.AddPerson(
                        new PersonId("ana"), "Ana", List.of(new Photo("a.jpg", new byte[] {1, 2, 3})), Duplicates.REFUSE))
                .getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] line = seedLine.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            try {
                codec.readRequest(new String(line, StandardCharsets.UTF_8));
            } catch (ControlException refused) {
                assertThat(refused.error().what()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
