package io.lintel.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.lintel.core.gallery.PersonId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes events as CloudEvents 1.0 in the structured JSON format, and reads them back.
 *
 * <p>The same event and stamp always give the same bytes: attributes and data keep a fixed order, absent facts are left out. No
 * picture, no embedding and no name is ever written. Stateless; safe for any thread.
 *
 * <pre>
 * {"specversion":"1.0","id":"0199…","source":"/sites/hq/doors/front","type":"io.lintel.access.granted.v1",
 *  "datacontenttype":"application/json","subject":"ana-lima","time":"2026-07-01T08:30:00.123Z","data":{…}}
 * </pre>
 */
public final class EventCodec {
    /** The longest event that is written or read, bytes. */
    public static final int EVENT_BYTES_MAX = 65_536;

    private static final String JSON = "application/json";
    private static final Pattern SOURCE = Pattern.compile("/sites/([a-z0-9-]{1,63})/doors/([a-z0-9-]{1,63})");
    private static final Map<String, EventType> TYPES =
            Arrays.stream(EventType.values()).collect(Collectors.toUnmodifiableMap(EventType::type, type -> type));
    // Quotes inside JSON strings are escaped and details are strings, so these bytes occur exactly once in an event.
    private static final byte[] NOT_LATE = "\"late\":false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LATE = "\"late\":true".getBytes(StandardCharsets.US_ASCII);

    private final JsonFormat format = new JsonFormat();

    /** A codec. */
    public EventCodec() {}

    /**
     * An event as it is journalled and sent, {@code late} being false.
     *
     * @throws EventFormatException if a number is not finite, a name is no topic segment, or the event is too long
     */
    public byte[] encode(DoorEvent event, EventStamp stamp) {
        String source = "/sites/" + stamp.site() + "/doors/" + stamp.door();
        if (!SOURCE.matcher(source).matches()) {
            throw new EventFormatException(
                    "event source \"" + source + "\": site and door must be 1..63 of a-z, 0-9 and '-'");
        }
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(stamp.id().toString())
                .withSource(URI.create(source))
                .withType(event.type().type())
                .withTime(OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC))
                .withData(JSON, JsonCloudEventData.wrap(EventData.write(event, stamp)));
        event.person().ifPresent(person -> builder.withSubject(person.value()));
        byte[] bytes = format.serialize(builder.build());
        if (bytes.length > EVENT_BYTES_MAX) {
            throw new EventFormatException("event " + event.type().type() + " takes " + bytes.length + " bytes, "
                    + EVENT_BYTES_MAX + " are allowed: shorten its details");
        }
        return bytes;
    }

    /**
     * The same event marked as first sent more than a minute after it happened. Differs from the journalled bytes in that word only.
     *
     * @throws EventFormatException if these are not the bytes of a journalled event
     */
    public byte[] markLate(byte[] journalled) {
        int at = indexOf(journalled, NOT_LATE);
        if (at < 0) {
            throw new EventFormatException("cannot mark as late: no \"late\":false in it; these are not a journalled event's bytes");
        }
        byte[] marked = new byte[journalled.length - NOT_LATE.length + LATE.length];
        System.arraycopy(journalled, 0, marked, 0, at);
        System.arraycopy(LATE, 0, marked, at, LATE.length);
        int rest = at + NOT_LATE.length;
        System.arraycopy(journalled, rest, marked, at + LATE.length, journalled.length - rest);
        return marked;
    }

    /**
     * Reads an event back. The bytes may be hostile.
     *
     * @throws EventFormatException for anything that {@link #encode} or {@link #markLate} cannot have written
     */
    public StampedEvent decode(byte[] bytes) {
        if (bytes.length > EVENT_BYTES_MAX) {
            throw new EventFormatException("event of " + bytes.length + " bytes: at most " + EVENT_BYTES_MAX + " are read");
        }
        try {
            return read(format.deserialize(bytes));
        } catch (EventFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // The SDK answers hostile bytes with half a dozen unrelated exceptions; all of them mean the same here.
            throw new EventFormatException("not a CloudEvent 1.0 of a door: " + e.getMessage(), e);
        }
    }

    private static StampedEvent read(CloudEvent cloud) {
        Matcher source = SOURCE.matcher(cloud.getSource().toString());
        if (!source.matches()) {
            throw new EventFormatException("source \"" + cloud.getSource() + "\": expected /sites/{site}/doors/{door}");
        }
        EventType type = TYPES.get(cloud.getType());
        if (type == null) {
            throw new EventFormatException("type \"" + cloud.getType() + "\": not one this version knows");
        }
        if (cloud.getTime() == null) {
            throw new EventFormatException("time: missing");
        }
        if (!(cloud.getData() instanceof JsonCloudEventData data)) {
            throw new EventFormatException("data: missing or not JSON");
        }
        JsonNode node = data.getNode();
        Instant time = cloud.getTime().toInstant();
        Optional<PersonId> person = Optional.ofNullable(cloud.getSubject()).map(PersonId::new);
        return EventData.read(
                node, type, time, person, UUID.fromString(cloud.getId()), source.group(1), source.group(2));
    }

    private static int indexOf(byte[] bytes, byte[] word) {
        for (int i = 0; i + word.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }
}
