package io.lintel.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lintel.core.gallery.PersonId;
import io.lintel.hal.ClockQuality;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The {@code data} of an event's CloudEvent, key by key in this order. {@code ?}: left out if unknown.
 *
 * <pre>
 * seq boot mono_ms clock{source synced err_ms?} zone local_date late attendance
 * person? direction? direction_source? reason?
 * evidence? required? fpir_target? frames? similarity? liveness? quality? bundle? gallery_revision? track?
 * latency_us?{capture detect … relay total} detail?{…} prev
 * </pre>
 */
final class EventData {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private EventData() {}

    static ObjectNode write(DoorEvent event, EventStamp stamp) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("seq", stamp.seq());
        data.put("boot", stamp.boot());
        data.put("mono_ms", Math.floorDiv(event.monoNanos(), NANOS_PER_MILLI));
        ObjectNode clock = data.putObject("clock");
        clock.put("source", stamp.clock().source());
        clock.put("synced", stamp.clock().synchronised());
        stamp.clock().maxErrorMillis().ifPresent(millis -> clock.put("err_ms", millis));
        data.put("zone", stamp.zone().getId());
        data.put("local_date", localDate(event.time(), stamp.zone()));
        data.put("late", false);
        data.put("attendance", stamp.attendance());
        event.person().ifPresent(person -> data.put("person", person.value()));
        if (!event.direction().equals(Direction.UNKNOWN)) {
            data.put("direction", wire(event.direction().way()));
            data.put("direction_source", wire(event.direction().source()));
        }
        event.reason().ifPresent(reason -> data.put("reason", reason.wire()));
        event.recognition().ifPresent(recognition -> writeRecognition(data, recognition));
        if (!event.latency().nanos().isEmpty()) {
            ObjectNode latency = data.putObject("latency_us");
            event.latency().nanos().forEach((stage, nanos) -> latency.put(stage.wire(), micros(nanos)));
            latency.put("total", micros(event.latency().totalNanos()));
        }
        if (!event.detail().isEmpty()) {
            ObjectNode detail = data.putObject("detail");
            event.detail().forEach(detail::put);
        }
        data.put("prev", stamp.prev());
        return data;
    }

    private static void writeRecognition(ObjectNode data, Recognition recognition) {
        putFinite(data, "evidence", recognition.evidence());
        putFinite(data, "required", recognition.required());
        putFinite(data, "fpir_target", recognition.fpirTarget());
        data.put("frames", recognition.frames());
        putFinite(data, "similarity", recognition.similarity());
        recognition.liveness().ifPresent(liveness -> putFinite(data, "liveness", liveness));
        putFinite(data, "quality", recognition.quality());
        data.put("bundle", recognition.bundle());
        data.put("gallery_revision", recognition.galleryRevision());
        data.put("track", recognition.track());
    }

    private static void putFinite(ObjectNode data, String key, double value) {
        if (!Double.isFinite(value)) {
            throw new EventFormatException("event data " + key + " = " + value + ": JSON has finite numbers only");
        }
        data.put(key, value);
    }

    static StampedEvent read(
            JsonNode data, EventType type, Instant time, Optional<PersonId> person, UUID id, String site, String door) {
        JsonReading in = new JsonReading(data, "data");
        JsonReading clock = in.object("clock");
        ZoneId zone = ZoneId.of(in.text("zone"));
        if (!in.text("local_date").equals(localDate(time, zone))) {
            throw new EventFormatException("data.local_date: does not follow from time and zone");
        }
        if (!in.optionalText("person").map(PersonId::new).equals(person)) {
            throw new EventFormatException("data.person: differs from the subject");
        }
        ClockQuality quality =
                new ClockQuality(clock.text("source"), clock.flag("synced"), clock.optionalWhole("err_ms"));
        EventStamp stamp = new EventStamp(
                id,
                in.whole("seq"),
                new HashChain(in.text("prev")).head(),
                site,
                door,
                in.text("boot"),
                zone,
                quality,
                in.flag("attendance"));
        DoorEvent event = new DoorEvent(
                type,
                time,
                Math.multiplyExact(in.whole("mono_ms"), NANOS_PER_MILLI),
                person,
                readDirection(in),
                in.optionalText("reason").map(word -> word(Reason.class, word, "data.reason")),
                in.has("evidence") ? Optional.of(readRecognition(in)) : Optional.empty(),
                readLatency(in),
                in.has("detail") ? in.object("detail").texts() : Map.of());
        return new StampedEvent(event, stamp, in.flag("late"));
    }

    private static Direction readDirection(JsonReading in) {
        return in.has("direction")
                ? new Direction(
                        word(Direction.Way.class, in.text("direction"), "data.direction"),
                        word(Direction.Source.class, in.text("direction_source"), "data.direction_source"))
                : Direction.UNKNOWN;
    }

    private static Recognition readRecognition(JsonReading in) {
        return new Recognition(
                in.number("evidence"),
                in.number("required"),
                in.number("fpir_target"),
                Math.toIntExact(in.whole("frames")),
                in.number("similarity"),
                in.has("liveness") ? OptionalDouble.of(in.number("liveness")) : OptionalDouble.empty(),
                in.number("quality"),
                in.text("bundle"),
                in.whole("gallery_revision"),
                in.whole("track"));
    }

    private static Latency readLatency(JsonReading in) {
        if (!in.has("latency_us")) {
            return Latency.NONE;
        }
        JsonReading latency = in.object("latency_us");
        Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            OptionalLong micros = latency.optionalWhole(stage.wire());
            micros.ifPresent(m -> nanos.put(stage, Math.multiplyExact(m, 1_000L)));
        }
        return new Latency(nanos);
    }

    private static long micros(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO);
    }

    private static String localDate(Instant time, ZoneId zone) {
        return LocalDate.ofInstant(time, zone).toString();
    }

    private static String wire(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E word(Class<E> vocabulary, String word, String where) {
        for (E constant : vocabulary.getEnumConstants()) {
            if (wire(constant).equals(word)) {
                return constant;
            }
        }
        throw new EventFormatException(where + " \"" + word + "\": not in the vocabulary");
    }
}
