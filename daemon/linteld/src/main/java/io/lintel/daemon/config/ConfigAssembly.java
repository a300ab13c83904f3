package io.lintel.daemon.config;

import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.attendance.Pairing;
import io.lintel.core.command.Command;
import io.lintel.core.door.DoorSettings;
import io.lintel.daemon.config.Config.LivenessMode;
import io.lintel.daemon.config.Keys.LineKeys;
import io.lintel.daemon.config.Keys.SessionKeys;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.LineSettings;
import io.lintel.hal.SessionSettings;
import io.lintel.models.ModelTuning;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What keys mean together: the checks across keys, and the finished {@link Config}. */
final class ConfigAssembly {
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("^[a-z0-9+.-]+://[^/@]*:[^/@]+@.*");

    private final ConfigReading reading;
    private final Path main;
    private final AccessAssembly access;

    ConfigAssembly(ConfigReading reading, Path main) {
        this.reading = reading;
        this.main = main;
        this.access = new AccessAssembly(reading, main);
    }

    void check() {
        Optional<Duration> warning = reading.find(Keys.HELD_WARNING);
        Optional<Duration> alarm = reading.find(Keys.HELD_ALARM);
        if (warning.isPresent() && alarm.isPresent() && !alarm.get().isZero() && warning.get().compareTo(alarm.get()) > 0) {
            reading.report(Keys.HELD_ALARM, main, "door.held-alarm (" + Kinds.spoken(alarm.get())
                    + ") comes before door.held-warning (" + Kinds.spoken(warning.get()) + "); make it longer, or \"0s\" for never");
        }
        checkLiveness();
        checkLines();
        access.check();
        checkMqtt();
        checkCameraPassword();
    }

    /** A name that no back-end here answers to. */
    void checkBackEnds(BackEndNames installed) {
        reading.find(Keys.CAMERA_SOURCE).ifPresent(source -> {
            String scheme = CameraSettings.of(source).scheme();
            List<String> schemes = installed.cameraSchemes();
            if (!schemes.contains(scheme)) {
                String what = scheme.isEmpty() ? "\"" + source + "\" has no scheme" : "no back-end is installed for \"" + scheme + ":\"";
                reading.report(Keys.CAMERA_SOURCE, main, "camera.source: " + what + "; begin it with one of "
                        + String.join(":, ", schemes) + ":" + Nearest.hint(scheme, schemes));
            }
        });
        checkProvider(Keys.GPIO_PROVIDER, installed.gpios());
        checkProvider(Keys.ACCELERATOR_PROVIDER, installed.accelerators());
        checkProvider(Keys.BOARD_PROVIDER, installed.boards());
    }

    private void checkProvider(Key<String> key, List<String> installed) {
        reading.find(key).filter(name -> !installed.contains(name)).ifPresent(name -> reading.report(
                key, main, key.name() + ": no back-end \"" + name + "\" is installed; there are: " + String.join(", ", installed)));
    }

    private void checkLiveness() {
        boolean waived = reading.find(Keys.LIVENESS_WAIVER).filter(text -> !text.isBlank()).isPresent();
        boolean enforced = reading.find(Keys.LIVENESS).orElse(LivenessMode.ENFORCE) == LivenessMode.ENFORCE;
        if (!enforced && !waived) {
            reading.report(Keys.LIVENESS, main, "recognition.liveness other than \"enforce\" lets a photograph open the door;"
                    + " say who accepts that and why in recognition.liveness-waiver, or enforce it");
        }
        if (enforced && waived) {
            reading.report(Keys.LIVENESS_WAIVER, main, "recognition.liveness-waiver is set although liveness is enforced; remove it");
        }
    }

    private void checkLines() {
        Map<String, String> users = new HashMap<>();
        for (LineKeys keys : Keys.LINES) {
            if (reading.tableWritten(keys.table()) && !reading.written(keys.line()) && !keys.line().required()) {
                reading.report(keys.line(), main, keys.line().name() + " is missing; name the line, or remove [" + keys.table() + "]");
            }
            if (reading.written(keys.line())) {
                reading.find(keys.line()).ifPresent(line -> {
                    String place = reading.find(keys.chip()).orElse("") + "/" + line;
                    String other = users.putIfAbsent(place, keys.table());
                    if (other != null) {
                        reading.report(keys.line(), main, keys.line().name() + ": line " + line + " is already taken by [" + other + "]");
                    }
                });
            }
        }
    }

    private void checkMqtt() {
        boolean confirms = reading.find(Keys.MQTT_COMMAND_ALLOW).orElse(List.of()).contains(Command.Kind.CONFIRM);
        if (confirms && reading.find(Keys.SECOND_FACTOR).orElse(SecondFactorRule.Kind.NONE) != SecondFactorRule.Kind.COMMAND) {
            reading.report(Keys.MQTT_COMMAND_ALLOW, main, "mqtt.command-allow names \"confirm\", but the door takes no second factor by"
                    + " command; set door.second-factor = \"command\", or take it out");
        }
        boolean tls = reading.find(Keys.MQTT_URL).map(URI::getScheme).orElse("").equals("mqtts");
        if (reading.written(Keys.MQTT_PASSWORD) && !reading.written(Keys.MQTT_USERNAME)) {
            reading.report(Keys.MQTT_PASSWORD, main, "mqtt.password-file without mqtt.username");
        }
        if (reading.written(Keys.MQTT_CERTIFICATE) != reading.written(Keys.MQTT_KEY)) {
            Key<?> there = reading.written(Keys.MQTT_KEY) ? Keys.MQTT_KEY : Keys.MQTT_CERTIFICATE;
            reading.report(there, main, "mqtt.certificate-file and mqtt.key-file go together");
        }
        for (Key<?> key : List.<Key<?>>of(Keys.MQTT_CA, Keys.MQTT_CERTIFICATE, Keys.MQTT_KEY)) {
            if (reading.written(key) && !tls) {
                reading.report(key, main, key.name() + " needs an encrypted connection: write mqtts:// in mqtt.url");
            }
        }
    }

    /** A camera's password can only stand in its URL; then the file is a secret itself. */
    private void checkCameraPassword() {
        boolean password = reading.find(Keys.CAMERA_SOURCE)
                .filter(source -> PASSWORD_IN_URL.matcher(source).matches())
                .isPresent();
        if (!password) {
            return;
        }
        Path file = reading.file(Keys.CAMERA_SOURCE).orElse(main);
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                reading.report(Keys.CAMERA_SOURCE, main, "camera.source holds a password, but every user can read this file;"
                        + " run: chmod 640 " + file);
            }
        } catch (IOException e) {
            reading.report(Keys.CAMERA_SOURCE, main, "the permissions of " + file + " cannot be read: " + e.getMessage());
        }
    }

    Config assemble() {
        Path state = get(Keys.STATE_DIRECTORY);
        String site = get(Keys.SITE_ID);
        String door = get(Keys.DOOR_ID);
        Optional<LineSettings> contact = line(Keys.CONTACT);
        return new Config(
                new Config.Site(site, get(Keys.SITE_ZONE), get(Keys.SITE_CLOCK)),
                new Config.Door(door, doorSettings(contact.isPresent()), access.assemble()),
                camera(),
                new Config.Gpio(
                        get(Keys.GPIO_PROVIDER),
                        new Config.Relay(line(Keys.RELAY).orElseThrow(), get(Keys.RELAY_FAIL_SAFE)),
                        contact,
                        line(Keys.REX),
                        line(Keys.TAMPER),
                        line(Keys.FIRE),
                        line(Keys.INTERLOCK),
                        line(Keys.FACTOR_LINE),
                        line(Keys.DURESS),
                        line(Keys.GOING_IN),
                        line(Keys.GOING_OUT),
                        line(Keys.UNSECURED),
                        new Config.Signals(line(Keys.BUZZER), line(Keys.LED_GRANTED), line(Keys.LED_DENIED))),
                new Config.Recognition(
                        get(Keys.BUNDLE),
                        get(Keys.FPIR),
                        get(Keys.LIVENESS),
                        get(Keys.LIVENESS_WAIVER),
                        get(Keys.MIN_FACE),
                        get(Keys.MAX_FACES),
                        get(Keys.DWELL),
                        get(Keys.MOTION_GATE)),
                accelerator(state.resolve("engines")),
                new Config.State(
                        state,
                        reading.find(Keys.STATE_KEY).map(SecretFile::path).orElse(state.resolve("people.key")),
                        get(Keys.RETENTION)),
                new Config.Attendance(
                        get(Keys.ATTENDANCE_ENABLED), new Pairing(get(Keys.ATTENDANCE_DUPLICATE), get(Keys.ATTENDANCE_LONGEST))),
                mqtt("lintel-" + site + "-" + door),
                new Config.Control(get(Keys.CONTROL_SOCKET)),
                new Config.Log(get(Keys.LOG_LEVEL)),
                new Config.Board(get(Keys.BOARD_PROVIDER)));
    }

    private DoorSettings doorSettings(boolean contactFitted) {
        return new DoorSettings(
                get(Keys.UNLOCK_TIME),
                get(Keys.RELOCK_ON_OPEN),
                contactFitted,
                get(Keys.HELD_WARNING),
                get(Keys.HELD_ALARM),
                get(Keys.MAX_OPERATOR_UNLOCK),
                get(Keys.REPEAT_SUPPRESSION),
                get(Keys.DIRECTION),
                get(Keys.ATTACK_LIMIT),
                get(Keys.ATTACK_LOCKOUT));
    }

    private CameraSettings camera() {
        return new CameraSettings(
                get(Keys.CAMERA_SOURCE),
                get(Keys.CAMERA_WIDTH),
                get(Keys.CAMERA_HEIGHT),
                get(Keys.CAMERA_FPS),
                get(Keys.CAMERA_PIXEL_FORMAT),
                CameraSettings.DEFAULT_OPEN_TIMEOUT);
    }

    private Optional<LineSettings> line(LineKeys keys) {
        return reading.find(keys.line())
                .map(line -> new LineSettings(
                        get(keys.chip()), line, get(keys.activeLow()), get(keys.bias()), get(keys.debounce())));
    }

    private Config.Accelerator accelerator(Path engines) {
        SessionSettings defaults = session(Keys.SESSION, engines);
        Map<String, SessionSettings> models = new HashMap<>();
        for (String role : Keys.ROLES) {
            SessionKeys keys = Keys.MODEL_SESSION.forRole(role);
            if (keys.all().stream().anyMatch(reading::written)) {
                models.put(
                        role,
                        new SessionSettings(
                                or(keys.providers(), defaults.providers()),
                                or(keys.threads(), defaults.threads()),
                                or(keys.spinning(), defaults.spinning()),
                                or(keys.halfPrecision(), defaults.halfPrecision()),
                                or(keys.deviceId(), defaults.deviceId()),
                                defaults.engineCache()));
            }
        }
        Map<String, ModelTuning.Written> written = new HashMap<>();
        for (String role : Keys.ROLES) {
            SessionKeys keys = Keys.MODEL_SESSION.forRole(role);
            written.put(
                    role,
                    new ModelTuning.Written(
                            reading.written(Keys.SESSION.providers()) || reading.written(keys.providers()),
                            reading.written(Keys.SESSION.threads()) || reading.written(keys.threads()),
                            reading.written(Keys.SESSION.spinning()) || reading.written(keys.spinning())));
        }
        return new Config.Accelerator(get(Keys.ACCELERATOR_PROVIDER), defaults, models, written);
    }

    private SessionSettings session(SessionKeys keys, Path engines) {
        return new SessionSettings(
                get(keys.providers()),
                get(keys.threads()),
                get(keys.spinning()),
                get(keys.halfPrecision()),
                get(keys.deviceId()),
                Optional.of(engines));
    }

    private Config.Mqtt mqtt(String clientId) {
        return new Config.Mqtt(
                get(Keys.MQTT_ENABLED),
                new BrokerSettings(
                        get(Keys.MQTT_URL),
                        reading.find(Keys.MQTT_CLIENT_ID).orElse(clientId),
                        reading.find(Keys.MQTT_USERNAME),
                        reading.find(Keys.MQTT_PASSWORD),
                        reading.find(Keys.MQTT_CA).map(CertificateFile::new),
                        reading.find(Keys.MQTT_CERTIFICATE).map(CertificateFile::new),
                        reading.find(Keys.MQTT_KEY),
                        Duration.ofSeconds(get(Keys.MQTT_KEEP_ALIVE).toSeconds())),
                get(Keys.MQTT_WINDOW),
                get(Keys.MQTT_METRICS),
                get(Keys.MQTT_ACK),
                new Config.Commands(
                        get(Keys.MQTT_COMMAND_KEYS),
                        Set.copyOf(get(Keys.MQTT_COMMAND_ALLOW)),
                        get(Keys.MQTT_COMMAND_EXPIRY)),
                new Config.Whereabouts(get(Keys.MQTT_WHEREABOUTS_KEYS), get(Keys.MQTT_WHEREABOUTS_AREA)),
                get(Keys.MQTT_HOME_ASSISTANT));
    }

    private <T> T or(Key<T> key, T otherwise) {
        return reading.written(key) ? get(key) : otherwise;
    }

    private <T> T get(Key<T> key) {
        return reading.find(key).orElseThrow();
    }
}
