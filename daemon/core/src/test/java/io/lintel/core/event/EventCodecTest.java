package io.lintel.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.lintel.core.gallery.PersonId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    @Test
    void writesTheDocumentedForm() {
        String expected = """
                {"specversion":"1.0","id":"01980000-0000-7000-8000-000000000001","source":"/sites/hq/doors/front",\
                "type":"io.lintel.access.granted.v1","datacontenttype":"application/json","subject":"ana-lima",\
                "time":"2026-07-01T22:30:00.123Z","data":{"seq":42,"boot":"b7e1","mono_ms":12345,\
                "clock":{"source":"ntp","synced":true,"err_ms":4},"zone":"Europe/Lisbon","local_date":"2026-07-01",\
                "late":false,"attendance":true,"person":"ana-lima","direction":"in","direction_source":"reader","reason":"match",\
                "evidence":7.25,"required":6.3,"fpir_target":0.001,"frames":2,"similarity":0.71,"liveness":0.98,\
                "quality":0.8,"bundle":"lintel-default@1.0.0","gallery_revision":12,"track":3,\
                "latency_us":{"capture":1000,"relay":30,"total":1030},"detail":{"a":"1","b":"2"},\
                "prev":"0000000000000000000000000000000000000000000000000000000000000000"}}""";

        assertThat(text(codec.encode(Events.grant(), Events.stamp()))).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        DoorEvent plain = DoorEvent.of(EventType.DOOR_REX, new Moment(0, Events.grant().time()), Map.of());

        assertThat(text(codec.encode(plain, Events.stamp())))
                .doesNotContain("null", "person", "subject", "direction", "reason", "evidence", "latency", "detail");
    }

    @Test
    void readsBackWhatItWrote() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            DoorEvent event = Events.random(random);
            EventStamp stamp = Events.randomStamp(random);

            byte[] bytes = codec.encode(event, stamp);

            assertThat(codec.encode(event, stamp)).as("seed %d: same bytes again", seed).isEqualTo(bytes);
            assertThat(codec.decode(bytes)).as("seed %d", seed).isEqualTo(new StampedEvent(event, stamp, false));
            byte[] late = codec.markLate(bytes);
            assertThat(codec.decode(late)).as("seed %d, late", seed).isEqualTo(new StampedEvent(event, stamp, true));
            assertThat(late).as("seed %d: one word changed", seed).hasSize(bytes.length - 1);
        }
    }

    @Test
    void marksTheFlagAndNotADetailThatLooksLikeIt() {
        DoorEvent trap = DoorEvent.of(
                EventType.DOOR_REX, new Moment(0, Events.grant().time()), Map.of("late", "false", "x", "\"late\":false"));

        StampedEvent marked = codec.decode(codec.markLate(codec.encode(trap, Events.stamp())));

        assertThat(marked.late()).isTrue();
        assertThat(marked.event().detail()).isEqualTo(trap.detail());
        assertThatExceptionOfType(EventFormatException.class).isThrownBy(() -> codec.markLate(new byte[3]));
    }

    @Test
    void refusesToWriteWhatJsonOrATopicCannotCarry() {
        DoorEvent grant = Events.grant();
        Recognition bad = new Recognition(
                Double.NaN, 1, 0.001, 1, 0.5, OptionalDouble.empty(), 1, "b@1", 1, 1);
        DoorEvent infinite = new DoorEvent(
                grant.type(), grant.time(), 0, Optional.empty(), Direction.UNKNOWN, grant.reason(), Optional.of(bad),
                Latency.NONE, Map.of());
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.encode(infinite, Events.stamp()))
                .withMessageContaining("evidence");

        EventStamp s = Events.stamp();
        EventStamp wild = new EventStamp(s.id(), 1, s.prev(), "hq/#", "front", s.boot(), s.zone(), s.clock(), s.attendance());
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.encode(grant, wild))
                .withMessageContaining("hq/#");

        DoorEvent huge = DoorEvent.of(
                EventType.DOOR_REX, new Moment(0, grant.time()), Map.of("x", "y".repeat(EventCodec.EVENT_BYTES_MAX)));
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.encode(huge, Events.stamp()))
                .withMessageContaining("65536");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "null", "[]", "{}", "7", "{\"specversion\":\"1.0\"}", "{\"specversion\":\"9.9\"}", "not json", "{\"a\":",
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/x\",\"type\":\"y\"}",
        "{\"specversion\":\"1.0\",\"id\":null,\"source\":null,\"type\":null}",
        "{\"specversion\":1.0,\"id\":\"x\",\"source\":\":\",\"type\":\"y\",\"data\":{}}"
    })
    void refusesForeignBytesWithOneException(String foreign) {
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.decode(foreign.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesOverlongAndDeeplyNestedBytes() {
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.decode(new byte[EventCodec.EVENT_BYTES_MAX + 1]))
                .withMessageContaining("at most");
        String deep = "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/x\",\"type\":\"y\",\"data\":"
                + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.decode(deep.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whatever a few flipped, lost or doubled bytes make of an event: it is read as an event or refused by the one exception. */
    @Test
    void survivesDamage() {
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = codec.encode(Events.random(random), Events.randomStamp(random));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(128) : random.nextInt());
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            try {
                assertThat(codec.decode(bytes).stamp().prev()).hasSize(64);
            } catch (EventFormatException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException other) {
                fail("seed " + seed + ": " + text(bytes), other);
            }
        }
    }

    @Test
    void refusesDataThatContradictsItself() {
        String good = text(codec.encode(Events.grant(), Events.stamp()));
        refuses(good.replace("\"person\":\"ana-lima\"", "\"person\":\"ben\""), "data.person");
        refuses(good.replace("2026-07-01\"", "2026-07-02\""), "data.local_date");
        refuses(good.replace("\"seq\":42", "\"seq\":\"42\""), "data.seq");
        refuses(good.replace("\"reason\":\"match\"", "\"reason\":\"Match\""), "data.reason");
        refuses(good.replace("access.granted", "access.opened"), "access.opened");
        refuses(good.replace("\"prev\":\"0", "\"prev\":\"X"), "hash");
        assertThat(codec.decode(good.getBytes(StandardCharsets.UTF_8)).event().person())
                .contains(new PersonId("ana-lima"));
    }

    private void refuses(String json, String says) {
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> codec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(says);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
