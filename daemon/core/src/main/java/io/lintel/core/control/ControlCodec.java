package io.lintel.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.Converter;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * The control socket's words as JSON lines; keys in lower_snake, times in RFC 3339. Threading: any thread.
 *
 * <p>Requests are read with suspicion and by hand; results are records of this package, mapped by their component names, where a
 * missing component is an error and an unknown one is ignored, so that an older client reads a newer daemon.
 */
public final class ControlCodec {
    private final ObjectMapper mapper;

    /** A codec. */
    public ControlCodec() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxStringLength(ControlLimits.REQUEST_BYTES_MAX)
                .maxNestingDepth(ControlLimits.DEPTH_MAX)
                .build();
        SimpleModule words = new SimpleModule("lintel-control")
                .addSerializer(PersonId.class, new ToStringSerializer(PersonId.class))
                .addDeserializer(PersonId.class, reader(PersonId.class, PersonId::new))
                .addSerializer(Instant.class, new ToStringSerializer(Instant.class))
                .addDeserializer(Instant.class, reader(Instant.class, Instant::parse));
        mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(words)
                .build();
    }

    /** A request's line, without line feed. */
    public String request(ControlRequest request) {
        ObjectNode line = mapper.createObjectNode().put("op", request.op());
        ObjectNode args = line.putObject("args");
        switch (request) {
            case ControlRequest.AddPerson add -> {
                args.put("id", add.id().value()).put("name", add.name());
                ArrayNode photos = args.putArray("photos");
                add.photos().forEach(photo -> photos.add(photo(photo)));
                args.put("allow_duplicate", add.duplicates() == Duplicates.ALLOW);
            }
            case ControlRequest.CapturePerson capture -> args.put("id", capture.id().value())
                    .put("name", capture.name())
                    .put("allow_duplicate", capture.duplicates() == Duplicates.ALLOW);
            case ControlRequest.ShowPerson show -> args.put("id", show.id().value());
            case ControlRequest.RemovePerson remove -> args.put("id", remove.id().value());
            case ControlRequest.SetAccess access -> facts(access.facts(), args);
            case ControlRequest.Confirm confirm -> args.put("duress", confirm.duress());
            case ControlRequest.Forgive forgive -> forgive.person().ifPresent(person -> args.put("id", person.value()));
            case ControlRequest.Events events -> {
                args.put("limit", events.limit());
                events.from().ifPresent(from -> args.put("from", from));
            }
            case ControlRequest.FollowEvents follow -> follow.from().ifPresent(from -> args.put("from", from));
            case ControlRequest.Unlock unlock -> args.put("seconds", unlock.hold().toMillis() / 1_000.0);
            case ControlRequest.Lockdown lockdown -> args.put("active", lockdown.active());
            case ControlRequest.Status _,
                    ControlRequest.Health _,
                    ControlRequest.ListPeople _,
                    ControlRequest.RotateKeys _,
                    ControlRequest.VerifyEvents _,
                    ControlRequest.Door _,
                    ControlRequest.Lock _,
                    ControlRequest.Resume _,
                    ControlRequest.Snapshot _,
                    ControlRequest.Metrics _,
                    ControlRequest.Explain _ -> {}
        }
        return write(line);
    }

    /**
     * Reads a request's line.
     *
     * @throws ControlException when it is not one, saying what is wrong and what is expected
     */
    public ControlRequest readRequest(String line) {
        JsonNode node = parse(line, "request");
        JsonNode op = node.path("op");
        if (!op.isTextual()) {
            throw new ControlException(
                    "the request names no operation", "", "send {\"op\":\"status\"}, for example; " + known());
        }
        JsonNode args = node.has("args") ? node.path("args") : mapper.createObjectNode();
        if (!args.isObject()) {
            throw new ControlException("args must be an object", shortened(op.textValue()), "send {\"op\":\"…\",\"args\":{…}}");
        }
        RequestArguments arguments = new RequestArguments(op.textValue(), args);
        return switch (op.textValue()) {
            case "status" -> new ControlRequest.Status();
            case "health" -> new ControlRequest.Health();
            case "person.add" -> new ControlRequest.AddPerson(
                    arguments.id(), arguments.name(), arguments.photos(), arguments.duplicates());
            case "person.capture" -> new ControlRequest.CapturePerson(arguments.id(), arguments.name(), arguments.duplicates());
            case "person.list" -> new ControlRequest.ListPeople();
            case "person.show" -> new ControlRequest.ShowPerson(arguments.id());
            case "person.remove" -> new ControlRequest.RemovePerson(arguments.id());
            case "keys.rotate" -> new ControlRequest.RotateKeys();
            case "person.access" -> new ControlRequest.SetAccess(arguments.facts());
            case "events" -> new ControlRequest.Events(arguments.limit(), arguments.from());
            case "events.follow" -> new ControlRequest.FollowEvents(arguments.from());
            case "events.verify" -> new ControlRequest.VerifyEvents();
            case "door.status" -> new ControlRequest.Door();
            case "door.unlock" -> new ControlRequest.Unlock(arguments.hold());
            case "door.lock" -> new ControlRequest.Lock();
            case "door.lockdown" -> new ControlRequest.Lockdown(arguments.active());
            case "door.resume" -> new ControlRequest.Resume();
            case "door.confirm" -> new ControlRequest.Confirm(arguments.duress());
            case "door.forgive" -> new ControlRequest.Forgive(arguments.anybody());
            case "camera.snapshot" -> new ControlRequest.Snapshot();
            case "metrics" -> new ControlRequest.Metrics();
            case "explain" -> new ControlRequest.Explain();
            default -> throw new ControlException(
                    "unknown operation \"" + shortened(op.textValue()) + '"',
                    "",
                    known() + "; is the client newer than the daemon?");
        };
    }

    private static String known() {
        return "this daemon knows " + String.join(", ", ControlRequest.OPS);
    }

    /** A success's line; the result is a record of this package. */
    public String done(Object result) {
        ObjectNode line = mapper.createObjectNode().put("ok", true);
        JsonNode body = result instanceof Photo photo ? photo(photo) : mapper.valueToTree(result);
        line.set("result", body);
        return write(line);
    }

    /** A success's line whose result is a list of CloudEvents. */
    public String doneEvents(List<String> events) {
        ObjectNode line = mapper.createObjectNode().put("ok", true);
        ArrayNode list = line.putObject("result").putArray("events");
        events.forEach(event -> list.add(parse(event, "event")));
        return write(line);
    }

    /** A failure's line. */
    public String failed(ControlError error) {
        ObjectNode line = mapper.createObjectNode().put("ok", false);
        line.set("error", mapper.valueToTree(error));
        return write(line);
    }

    /** A followed event's line. */
    public String event(String json) {
        ObjectNode line = mapper.createObjectNode();
        line.set("event", parse(json, "event"));
        return write(line);
    }

    /**
     * Reads the daemon's line.
     *
     * @throws ControlException when it is not one
     */
    public ControlReply readReply(String line) {
        JsonNode node = parse(line, "reply");
        if (node.has("event")) {
            return new ControlReply.Event(write(node.path("event")));
        }
        if (node.path("ok").asBoolean(false)) {
            return new ControlReply.Done(node.path("result"));
        }
        return new ControlReply.Failed(read(node.path("error"), ControlError.class));
    }

    /** Reads a result as one of this package's records. */
    public <T> T read(JsonNode result, Class<T> type) {
        try {
            return mapper.treeToValue(result, type);
        } catch (JsonProcessingException e) {
            throw new ControlException(
                    new ControlError(
                            "the daemon's answer is not a " + type.getSimpleName(), "control socket", "use a client of the daemon's version"),
                    e);
        }
    }

    /** Reads a result that is a list of events. */
    public List<String> readEvents(JsonNode result) {
        List<String> events = new ArrayList<>();
        result.path("events").forEach(event -> events.add(write(event)));
        return events;
    }

    /** Reads a result that is a picture. */
    public Photo readPhoto(JsonNode result) {
        return new Photo(result.path("name").asText(), Base64.getDecoder().decode(result.path("base64").asText()));
    }

    private static void facts(PersonFacts facts, ObjectNode args) {
        args.put("id", facts.id().value());
        ArrayNode groups = args.putArray("groups");
        facts.groups().stream().sorted().forEach(groups::add);
        facts.validFrom().ifPresent(date -> args.put("valid_from", date.toString()));
        facts.validTo().ifPresent(date -> args.put("valid_to", date.toString()));
        args.put("extended_time", facts.extendedTime());
    }

    private JsonNode photo(Photo photo) {
        return mapper.createObjectNode()
                .put("name", photo.name())
                .put("base64", Base64.getEncoder().encodeToString(photo.bytes()));
    }

    private JsonNode parse(String line, String what) {
        try {
            JsonNode node = mapper.readTree(line);
            if (node.isObject()) {
                return node;
            }
            throw new ControlException("the " + what + " is not a JSON object", "", "send one JSON object a line");
        } catch (JsonProcessingException e) {
            throw new ControlException(
                    new ControlError("the " + what + " is not JSON: " + shortened(e.getOriginalMessage()), "", "send one JSON object a line"),
                    e);
        }
    }

    private String write(JsonNode node) {
        return node.toString();
    }

    private static String shortened(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(120).map(c -> Character.isISOControl(c) ? '?' : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** Jackson's own readers of values declare IOException, which has no place in the core; a converter's do not. */
    private static <T> StdDelegatingDeserializer<T> reader(Class<T> type, Function<String, T> reading) {
        return new StdDelegatingDeserializer<>(new Converter<String, T>() {
            @Override
            public T convert(String text) {
                return reading.apply(text);
            }

            @Override
            public JavaType getInputType(TypeFactory types) {
                return types.constructType(String.class);
            }

            @Override
            public JavaType getOutputType(TypeFactory types) {
                return types.constructType(type);
            }
        });
    }
}
