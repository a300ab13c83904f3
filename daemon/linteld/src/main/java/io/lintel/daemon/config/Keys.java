package io.lintel.daemon.config;

import static io.lintel.daemon.config.Key.optional;
import static io.lintel.daemon.config.Key.required;
import static io.lintel.daemon.config.Key.withDefault;

import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.command.Command;
import io.lintel.core.event.Direction;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Window;
import io.lintel.daemon.config.Config.Acknowledgement;
import io.lintel.daemon.config.Config.ClockTrust;
import io.lintel.daemon.config.Config.LivenessMode;
import io.lintel.hal.Bias;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key there is, with its default: what {@code config/lintel.toml} documents. */
final class Keys {
    /** The roles of models, for {@code [accelerator.models.ROLE]}. */
    static final List<String> ROLES = List.of("detector", "landmarker", "embedder", "liveness", "pose");

    static final Key<String> SITE_ID = required("site.id", Kinds.segment(), "\"head-office\"");
    static final Key<ZoneId> SITE_ZONE = withDefault("site.zone", Kinds.zone(), ZoneOffset.UTC);

    static final Key<ClockTrust> SITE_CLOCK = withDefault(
            "site.clock",
            Kinds.word(ordered("synchronised", ClockTrust.SYNCHRONISED, "battery", ClockTrust.BATTERY)),
            ClockTrust.SYNCHRONISED);

    static final Key<String> DOOR_ID = required("door.id", Kinds.segment(), "\"front-door\"");
    static final Key<Duration> UNLOCK_TIME = time("door.unlock-time", millis(500), seconds(60), seconds(5));
    static final Key<Boolean> RELOCK_ON_OPEN = withDefault("door.relock-on-open", Kinds.truth(), true);
    static final Key<Duration> HELD_WARNING = time("door.held-warning", Duration.ZERO, Duration.ofHours(1), seconds(30));
    static final Key<Duration> HELD_ALARM = time("door.held-alarm", Duration.ZERO, Duration.ofHours(1), seconds(60));
    static final Key<Duration> MAX_OPERATOR_UNLOCK =
            time("door.max-operator-unlock", seconds(1), Duration.ofHours(24), Duration.ofMinutes(10));
    static final Key<Duration> REPEAT_SUPPRESSION =
            time("door.repeat-suppression", Duration.ZERO, Duration.ofMinutes(10), seconds(10));
    static final Key<Integer> ATTACK_LIMIT = withDefault("door.attack-limit", Kinds.integer(0, 20), 3);
    static final Key<Duration> ATTACK_LOCKOUT = time("door.attack-lockout", seconds(1), Duration.ofHours(1), seconds(60));
    static final Key<Direction> DIRECTION = withDefault(
            "door.direction",
            Kinds.word(ordered(
                    "in", new Direction(Direction.Way.IN, Direction.Source.READER),
                    "out", new Direction(Direction.Way.OUT, Direction.Source.READER),
                    "none", Direction.UNKNOWN)),
            Direction.UNKNOWN);
    static final Key<String> IN_SCHEDULE = optional("door.in-schedule", Kinds.segment());
    static final Key<String> OUT_SCHEDULE = optional("door.out-schedule", Kinds.segment());
    static final Key<String> ALWAYS_OPEN = optional("door.always-open", Kinds.segment());
    static final Key<Boolean> FIRST_PERSON_IN = withDefault("door.first-person-in", Kinds.truth(), false);
    static final Key<Boolean> UNTRUSTED_CLOCK =
            withDefault("door.untrusted-clock", Kinds.word(ordered("deny", false, "allow", true)), false);
    static final Key<PassbackRule.Mode> ANTI_PASSBACK = withDefault(
            "door.anti-passback",
            Kinds.word(ordered("off", PassbackRule.Mode.OFF, "soft", PassbackRule.Mode.SOFT, "hard", PassbackRule.Mode.HARD)),
            PassbackRule.Mode.OFF);
    static final Key<Duration> PASSBACK_FORGIVEN =
            time("door.anti-passback-forgiven", Duration.ZERO, Duration.ofDays(365), Duration.ZERO);
    static final Key<LocalTime> PASSBACK_RESET = optional("door.anti-passback-reset", Kinds.timeOfDay());
    static final Key<SecondFactorRule.Kind> SECOND_FACTOR = withDefault(
            "door.second-factor",
            Kinds.word(ordered(
                    "none", SecondFactorRule.Kind.NONE,
                    "input", SecondFactorRule.Kind.INPUT,
                    "command", SecondFactorRule.Kind.COMMAND)),
            SecondFactorRule.Kind.NONE);
    static final Key<Duration> SECOND_FACTOR_TIME = time("door.second-factor-time", seconds(1), seconds(120), seconds(15));
    static final Key<Duration> EXTENDED_TIME = time("door.extended-time", Duration.ZERO, seconds(120), seconds(10));

    /** Tables under which the operator gives the names. */
    static final List<String> FAMILIES = List.of("access", "schedules", "holidays");

    static final Key<String> GROUP_SCHEDULE = optional("access.*.schedule", Kinds.segment());
    static final Key<Boolean> GROUP_OPENS = withDefault("access.*.starts-always-open", Kinds.truth(), true);
    static final Key<Boolean> GROUP_PASSBACK = withDefault("access.*.anti-passback", Kinds.truth(), true);
    static final Key<List<Window>> WINDOWS = optional("schedules.*.windows", Kinds.windows());
    static final Key<List<String>> SCHEDULE_HOLIDAYS =
            withDefault("schedules.*.holidays", Kinds.list(Kinds.segment(), "\"portugal\""), List.of());
    static final Key<Holidays> HOLIDAY_DATES = optional("holidays.*.dates", Kinds.holidays());

    static final Key<String> CAMERA_SOURCE = required("camera.source", Kinds.filledText(), "\"v4l2:/dev/video0\"");
    static final Key<Integer> CAMERA_WIDTH = withDefault("camera.width", Kinds.integer(0, 7680), 0);
    static final Key<Integer> CAMERA_HEIGHT = withDefault("camera.height", Kinds.integer(0, 4320), 0);
    static final Key<Double> CAMERA_FPS = withDefault("camera.fps", Kinds.number(0, 240), 0.0);
    static final Key<String> CAMERA_PIXEL_FORMAT = withDefault("camera.pixel-format", Kinds.text(), "");

    static final Key<String> GPIO_PROVIDER = withDefault("gpio.provider", Kinds.word("pi4j", "sim"), "pi4j");
    static final LineKeys RELAY = new LineKeys("gpio.relay", true, false);
    static final Key<Boolean> RELAY_FAIL_SAFE = withDefault("gpio.relay.fail-safe", Kinds.truth(), false);
    static final LineKeys CONTACT = new LineKeys("gpio.contact", false, true);
    static final LineKeys REX = new LineKeys("gpio.rex", false, true);
    static final LineKeys TAMPER = new LineKeys("gpio.tamper", false, true);
    static final LineKeys FIRE = new LineKeys("gpio.fire", false, true);
    static final LineKeys INTERLOCK = new LineKeys("gpio.interlock", false, true);
    static final LineKeys FACTOR_LINE = new LineKeys("gpio.second-factor", false, true);
    static final LineKeys DURESS = new LineKeys("gpio.duress", false, true);
    static final LineKeys GOING_IN = new LineKeys("gpio.going-in", false, true);
    static final LineKeys GOING_OUT = new LineKeys("gpio.going-out", false, true);
    static final LineKeys UNSECURED = new LineKeys("gpio.unsecured", false, false);
    static final LineKeys BUZZER = new LineKeys("gpio.buzzer", false, false);
    static final LineKeys LED_GRANTED = new LineKeys("gpio.led-granted", false, false);
    static final LineKeys LED_DENIED = new LineKeys("gpio.led-denied", false, false);
    static final List<LineKeys> LINES = List.of(
            RELAY, CONTACT, REX, TAMPER, FIRE, INTERLOCK, FACTOR_LINE, DURESS, GOING_IN, GOING_OUT, UNSECURED, BUZZER, LED_GRANTED,
            LED_DENIED);

    static final Key<Path> BUNDLE =
            withDefault("recognition.bundle", Kinds.path(), Path.of("/usr/share/lintel/models/lintel-default"));
    static final Key<Double> FPIR = withDefault("recognition.fpir", Kinds.number(0.000001, 0.1), 0.001);
    static final Key<LivenessMode> LIVENESS = withDefault(
            "recognition.liveness",
            Kinds.word(ordered("enforce", LivenessMode.ENFORCE, "monitor", LivenessMode.MONITOR, "off", LivenessMode.OFF)),
            LivenessMode.ENFORCE);
    static final Key<String> LIVENESS_WAIVER = withDefault("recognition.liveness-waiver", Kinds.text(), "");
    static final Key<Integer> MIN_FACE = withDefault("recognition.min-face", Kinds.integer(24, 1000), 48);
    static final Key<Integer> MAX_FACES = withDefault("recognition.max-faces", Kinds.integer(1, 16), 4);
    static final Key<Duration> DWELL = time("recognition.dwell", Duration.ZERO, seconds(2), millis(50));
    static final Key<Boolean> MOTION_GATE = withDefault("recognition.motion-gate", Kinds.truth(), true);

    static final Key<String> ACCELERATOR_PROVIDER =
            withDefault("accelerator.provider", Kinds.word("onnxruntime", "sim"), "onnxruntime");
    static final SessionKeys SESSION = new SessionKeys("accelerator.");
    static final SessionKeys MODEL_SESSION = new SessionKeys("accelerator.models.*.");

    static final Key<Path> STATE_DIRECTORY = withDefault("state.directory", Kinds.path(), Path.of("/var/lib/lintel"));
    static final Key<SecretFile> STATE_KEY = optional("state.key-file", Kinds.secret());
    static final Key<Duration> RETENTION =
            time("state.retention", Duration.ofDays(1), Duration.ofDays(3650), Duration.ofDays(30));

    static final Key<Boolean> ATTENDANCE_ENABLED = withDefault("attendance.enabled", Kinds.truth(), true);
    static final Key<Duration> ATTENDANCE_DUPLICATE =
            time("attendance.duplicate-window", Duration.ZERO, Duration.ofHours(1), Duration.ofMinutes(1));
    static final Key<Duration> ATTENDANCE_LONGEST =
            time("attendance.longest-shift", Duration.ofHours(1), Duration.ofHours(48), Duration.ofHours(16));

    static final Key<Boolean> MQTT_ENABLED = withDefault("mqtt.enabled", Kinds.truth(), false);
    static final Key<URI> MQTT_URL = withDefault("mqtt.url", Kinds.brokerUrl(), URI.create("mqtt://127.0.0.1:1883"));
    static final Key<String> MQTT_CLIENT_ID = optional("mqtt.client-id", Kinds.filledText());
    static final Key<String> MQTT_USERNAME = optional("mqtt.username", Kinds.filledText());
    static final Key<SecretFile> MQTT_PASSWORD = optional("mqtt.password-file", Kinds.secret());
    static final Key<Path> MQTT_CA = optional("mqtt.ca-file", Kinds.path());
    static final Key<Path> MQTT_CERTIFICATE = optional("mqtt.certificate-file", Kinds.path());
    static final Key<SecretFile> MQTT_KEY = optional("mqtt.key-file", Kinds.secret());
    static final Key<Integer> MQTT_WINDOW = withDefault("mqtt.window", Kinds.integer(1, 1000), 20);
    static final Key<Duration> MQTT_KEEP_ALIVE = time("mqtt.keep-alive", seconds(5), Duration.ofHours(1), seconds(30));
    static final Key<Duration> MQTT_METRICS = time("mqtt.metrics", Duration.ZERO, Duration.ofHours(24), seconds(60));
    static final Key<Acknowledgement> MQTT_ACK = withDefault(
            "mqtt.ack",
            Kinds.word(ordered("puback", Acknowledgement.PUBACK, "application", Acknowledgement.APPLICATION)),
            Acknowledgement.PUBACK);
    static final Key<List<CommandKeyFile>> MQTT_COMMAND_KEYS =
            withDefault("mqtt.command-keys", Kinds.list(Kinds.path(), "\"alice.pub\"", CommandKeyFile::new), List.of());
    static final Key<List<Command.Kind>> MQTT_COMMAND_ALLOW = withDefault(
            "mqtt.command-allow",
            Kinds.list(Kinds.word(commands()), "\"lock\"", kind -> kind),
            List.of(Command.Kind.LOCK, Command.Kind.LOCKDOWN));
    static final Key<Duration> MQTT_COMMAND_EXPIRY = time("mqtt.command-expiry", seconds(1), Duration.ofMinutes(5), seconds(30));
    static final Key<List<CommandKeyFile>> MQTT_WHEREABOUTS_KEYS =
            withDefault("mqtt.whereabouts-keys", Kinds.list(Kinds.path(), "\"hub.pub\"", CommandKeyFile::new), List.of());
    static final Key<String> MQTT_WHEREABOUTS_AREA = withDefault("mqtt.whereabouts-area", Kinds.segment(), "main");
    static final Key<Boolean> MQTT_HOME_ASSISTANT = withDefault("mqtt.home-assistant", Kinds.truth(), false);

    static final Key<Path> CONTROL_SOCKET =
            withDefault("control.socket", Kinds.socket(), Path.of("/run/lintel/control.sock"));
    static final Key<String> LOG_LEVEL =
            withDefault("log.level", Kinds.word("error", "warn", "info", "debug", "trace"), "info");
    static final Key<String> BOARD_PROVIDER = withDefault("board.provider", Kinds.word("linux", "sim"), "linux");

    static final List<Key<?>> ALL = Stream.of(
                    List.<Key<?>>of(SITE_ID, SITE_ZONE, SITE_CLOCK),
                    List.<Key<?>>of(
                            DOOR_ID,
                            UNLOCK_TIME,
                            RELOCK_ON_OPEN,
                            HELD_WARNING,
                            HELD_ALARM,
                            MAX_OPERATOR_UNLOCK,
                            REPEAT_SUPPRESSION,
                            ATTACK_LIMIT,
                            ATTACK_LOCKOUT,
                            DIRECTION,
                            IN_SCHEDULE,
                            OUT_SCHEDULE,
                            ALWAYS_OPEN,
                            FIRST_PERSON_IN,
                            UNTRUSTED_CLOCK,
                            ANTI_PASSBACK,
                            PASSBACK_FORGIVEN,
                            PASSBACK_RESET,
                            SECOND_FACTOR,
                            SECOND_FACTOR_TIME,
                            EXTENDED_TIME),
                    List.<Key<?>>of(GROUP_SCHEDULE, GROUP_OPENS, GROUP_PASSBACK, WINDOWS, SCHEDULE_HOLIDAYS, HOLIDAY_DATES),
                    List.<Key<?>>of(CAMERA_SOURCE, CAMERA_WIDTH, CAMERA_HEIGHT, CAMERA_FPS, CAMERA_PIXEL_FORMAT),
                    List.<Key<?>>of(GPIO_PROVIDER),
                    List.<Key<?>>of(RELAY_FAIL_SAFE),
                    LINES.stream().flatMap(line -> line.all().stream()).toList(),
                    List.<Key<?>>of(BUNDLE, FPIR, LIVENESS, LIVENESS_WAIVER, MIN_FACE, MAX_FACES, DWELL, MOTION_GATE),
                    List.<Key<?>>of(ACCELERATOR_PROVIDER),
                    SESSION.all(),
                    MODEL_SESSION.all(),
                    List.<Key<?>>of(STATE_DIRECTORY, STATE_KEY, RETENTION),
                    List.<Key<?>>of(ATTENDANCE_ENABLED, ATTENDANCE_DUPLICATE, ATTENDANCE_LONGEST),
                    List.<Key<?>>of(
                            MQTT_ENABLED,
                            MQTT_URL,
                            MQTT_CLIENT_ID,
                            MQTT_USERNAME,
                            MQTT_PASSWORD,
                            MQTT_CA,
                            MQTT_CERTIFICATE,
                            MQTT_KEY,
                            MQTT_WINDOW,
                            MQTT_KEEP_ALIVE,
                            MQTT_METRICS,
                            MQTT_ACK,
                            MQTT_COMMAND_KEYS,
                            MQTT_COMMAND_ALLOW,
                            MQTT_COMMAND_EXPIRY,
                            MQTT_WHEREABOUTS_KEYS,
                            MQTT_WHEREABOUTS_AREA,
                            MQTT_HOME_ASSISTANT),
                    List.<Key<?>>of(CONTROL_SOCKET, LOG_LEVEL, BOARD_PROVIDER))
            .flatMap(Collection::stream)
            .toList();

    private Keys() {}

    /** The keys of one line. */
    record LineKeys(
            String table,
            Key<String> chip,
            Key<String> line,
            Key<Boolean> activeLow,
            Key<Bias> bias,
            Key<Duration> debounce,
            boolean input) {
        LineKeys(String table, boolean required, boolean input) {
            this(
                    table,
                    withDefault(table + ".chip", Kinds.text(), ""),
                    required ? required(table + ".line", Kinds.filledText(), "\"GPIO17\"") : optional(table + ".line", Kinds.filledText()),
                    withDefault(table + ".active-low", Kinds.truth(), false),
                    withDefault(
                            table + ".bias",
                            Kinds.word(biases()),
                            Bias.AS_IS),
                    time(table + ".debounce", Duration.ZERO, seconds(1), input ? millis(10) : Duration.ZERO),
                    input);
        }

        List<Key<?>> all() {
            return input ? List.of(chip, line, activeLow, bias, debounce) : List.of(chip, line, activeLow, bias);
        }
    }

    /** The keys of how a model is run. */
    record SessionKeys(
            Key<List<String>> providers,
            Key<Integer> threads,
            Key<Boolean> spinning,
            Key<Boolean> halfPrecision,
            Key<Integer> deviceId) {
        SessionKeys(String prefix) {
            this(
                    withDefault(prefix + "providers", Kinds.words("cpu", "cuda", "tensorrt"), List.of("cpu")),
                    withDefault(prefix + "threads", Kinds.integer(1, 64), 1),
                    withDefault(prefix + "spinning", Kinds.truth(), false),
                    withDefault(prefix + "half-precision", Kinds.truth(), false),
                    withDefault(prefix + "device-id", Kinds.integer(0, 63), 0));
        }

        SessionKeys forRole(String role) {
            return new SessionKeys(
                    providers.named(role),
                    threads.named(role),
                    spinning.named(role),
                    halfPrecision.named(role),
                    deviceId.named(role));
        }

        List<Key<?>> all() {
            return List.of(providers, threads, spinning, halfPrecision, deviceId);
        }
    }

    private static Key<Duration> time(String name, Duration least, Duration most, Duration fallback) {
        return withDefault(name, Kinds.duration(least, most), fallback);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Map<String, Bias> biases() {
        Map<String, Bias> words = ordered("as-is", Bias.AS_IS, "disabled", Bias.DISABLED, "pull-up", Bias.PULL_UP);
        words.put("pull-down", Bias.PULL_DOWN);
        return words;
    }

    private static Map<String, Command.Kind> commands() {
        Map<String, Command.Kind> words = new LinkedHashMap<>();
        for (Command.Kind kind : Command.Kind.values()) {
            words.put(kind.wire(), kind);
        }
        return words;
    }

    /** Words in the order in which messages name them. */
    private static <T> Map<String, T> ordered(String a, T first, String b, T second) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(a, first);
        words.put(b, second);
        return words;
    }

    private static <T> Map<String, T> ordered(String a, T first, String b, T second, String c, T third) {
        Map<String, T> words = ordered(a, first, b, second);
        words.put(c, third);
        return words;
    }
}
