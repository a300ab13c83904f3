package io.lintel.daemon.config;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.attendance.Pairing;
import io.lintel.core.command.Command;
import io.lintel.core.door.DoorSettings;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.LineSettings;
import io.lintel.hal.SessionSettings;
import io.lintel.models.ModelTuning;
import io.lintel.models.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator can decide, checked: whoever holds a {@code Config} need not check it again. Immutable, any thread.
 *
 * @param site where the door is
 * @param door how it behaves
 * @param camera which camera and how
 * @param gpio which lines and how they are wired
 * @param recognition how sure is sure
 * @param accelerator what runs the models
 * @param state where the door keeps its memory
 * @param attendance whether and how attendance is made of the events
 * @param mqtt where events go and commands come from
 * @param control the socket of the command line
 * @param log what is logged
 * @param board which board
 */
public record Config(
        Site site,
        Door door,
        CameraSettings camera,
        Gpio gpio,
        Recognition recognition,
        Accelerator accelerator,
        State state,
        Attendance attendance,
        Mqtt mqtt,
        Control control,
        Log log,
        Board board) {

    /**
     * Where the door is.
     *
     * @param id topic segment
     * @param zone the zone that schedules and local dates follow
     * @param clock when its wall clock is believed
     */
    public record Site(String id, ZoneId zone, ClockTrust clock) {}

    /** When the wall clock is believed, beside showing a year that is not long over. */
    public enum ClockTrust {
        /** While a time server keeps it. */
        SYNCHRONISED,
        /** Always: a battery keeps it while the board is without power. */
        BATTERY
    }

    /**
     * The door itself.
     *
     * @param id topic segment
     * @param settings how it behaves; the contact counts as fitted when {@code [gpio.contact]} is there
     * @param access who may pass when, and what else it takes
     */
    public record Door(String id, DoorSettings settings, AccessSettings access) {}

    /**
     * The lines.
     *
     * @param provider back-end: {@code pi4j} or {@code sim}
     * @param relay the lock's line
     * @param contact the door contact, active = open
     * @param rex the request-to-exit button
     * @param tamper the housing's switch
     * @param fire the fire alarm's contact
     * @param interlock active while the interlock's other door is not secure
     * @param secondFactor the contact of a keypad or card reader
     * @param duress the keypad's duress contact, or a duress button
     * @param goingIn the button of whoever comes in, at a reader that leads no way
     * @param goingOut the button of whoever goes out
     * @param unsecured an output that is active while this door is not secure, for the interlock's other door
     * @param signals what is shown to people at the door
     */
    public record Gpio(
            String provider,
            Relay relay,
            Optional<LineSettings> contact,
            Optional<LineSettings> rex,
            Optional<LineSettings> tamper,
            Optional<LineSettings> fire,
            Optional<LineSettings> interlock,
            Optional<LineSettings> secondFactor,
            Optional<LineSettings> duress,
            Optional<LineSettings> goingIn,
            Optional<LineSettings> goingOut,
            Optional<LineSettings> unsecured,
            Signals signals) {}

    /**
     * What is shown to people at the door.
     *
     * @param buzzer a sounder
     * @param granted a lamp, green as a rule
     * @param denied a lamp, red as a rule
     */
    public record Signals(Optional<LineSettings> buzzer, Optional<LineSettings> granted, Optional<LineSettings> denied) {}

    /**
     * The lock.
     *
     * @param line its line
     * @param failSafe true for a lock that needs current to stay locked (maglock): energised = locked; false for one that needs
     *     current to open (strike): energised = released
     */
    public record Relay(LineSettings line, boolean failSafe) {}

    /** What becomes of a face that does not look alive. */
    public enum LivenessMode {
        /** No grant. */
        ENFORCE,
        /** Grant, and say so in the event. */
        MONITOR,
        /** Not asked. */
        OFF
    }

    /**
     * How sure is sure.
     *
     * @param bundle directory of the model bundle
     * @param fpir how often a stranger's approach may open the door, 1e-6..0.1
     * @param liveness what becomes of a face that does not look alive
     * @param livenessWaiver who accepts the risk and why; empty exactly when liveness is enforced
     * @param minFaceWidth narrowest face looked at, pixels
     * @param maxFaces faces looked at in one frame
     * @param dwell how long a face must have stood before the camera before it may open, zero..2 s
     * @param motionGate whether a scene in which nothing moves is looked at less often
     */
    public record Recognition(
            Path bundle,
            double fpir,
            LivenessMode liveness,
            String livenessWaiver,
            int minFaceWidth,
            int maxFaces,
            Duration dwell,
            boolean motionGate) {}

    /**
     * What runs the models.
     *
     * @param provider back-end: {@code onnxruntime} or {@code sim}
     * @param defaults for every model
     * @param models what differs, by the model's role; complete settings
     * @param written what the file says itself, by the model's role: no measurement overrules it
     */
    public record Accelerator(
            String provider,
            SessionSettings defaults,
            Map<String, SessionSettings> models,
            Map<String, ModelTuning.Written> written) {
        /** Keeps its own copies. */
        public Accelerator {
            models = Map.copyOf(models);
            written = Map.copyOf(written);
        }

        /** The settings for the model with this role. */
        public SessionSettings settings(String role) {
            return models.getOrDefault(role, defaults);
        }

        /** The settings for the model of this role, as this machine was measured, where the file leaves the choice. */
        public SessionSettings settings(Role role, Optional<ModelTuning> tuning) {
            SessionSettings configured = settings(role.key());
            ModelTuning.Written fixed = written.getOrDefault(role.key(), new ModelTuning.Written(false, false, false));
            return tuning.map(measured -> measured.settings(role, configured, fixed)).orElse(configured);
        }
    }

    /**
     * The door's memory.
     *
     * @param directory holds journal and people; created with mode 0700
     * @param key the file of the key that opens the people's data
     * @param retention how long delivered events are kept for a replay
     */
    public record State(Path directory, Path key, Duration retention) {}

    /** When an event counts as delivered. */
    public enum Acknowledgement {
        /** When the hub says so on the {@code ack} topic: survives a broker that forgets. */
        APPLICATION,
        /** When the broker has taken it: for doors without a hub. */
        PUBACK
    }

    /**
     * Attendance, a purpose of its own.
     *
     * @param enabled whether it is one here; if not, only anti-passback's events carry a way, and all say that they are not for attendance
     * @param pairing how punches are paired
     */
    public record Attendance(boolean enabled, Pairing pairing) {}

    /**
     * Where events go, and where commands come from.
     *
     * @param enabled false: the door keeps its events to itself
     * @param broker which broker, and how it is reached
     * @param window events in flight at most, 1..1000
     * @param metrics how often gauges are told; zero for never
     * @param acknowledgement when an event counts as delivered
     * @param commands who may command the door from afar, and what
     * @param whereabouts whose word about the other doors of the area counts
     * @param homeAssistant whether the door makes itself known to Home Assistant
     */
    public record Mqtt(
            boolean enabled,
            BrokerSettings broker,
            int window,
            Duration metrics,
            Acknowledgement acknowledgement,
            Commands commands,
            Whereabouts whereabouts,
            boolean homeAssistant) {}

    /**
     * Commands from afar.
     *
     * @param keys the operators' public keys; none: the door takes no commands over MQTT
     * @param allowed the kinds that are obeyed
     * @param expiry the longest that a command may be valid
     */
    public record Commands(List<CommandKeyFile> keys, Set<Command.Kind> allowed, Duration expiry) {
        /** Keeps its own copies. */
        public Commands {
            keys = List.copyOf(keys);
            allowed = Set.copyOf(allowed);
        }
    }

    /**
     * Word about who went through the other doors of an anti-passback area.
     *
     * @param keys the hubs' public keys; none: the door hears of no other door
     * @param area topic segment: doors that anti-passback takes for one
     */
    public record Whereabouts(List<CommandKeyFile> keys, String area) {
        /** Keeps its own copy. */
        public Whereabouts {
            keys = List.copyOf(keys);
        }
    }

    /**
     * The command line's way in.
     *
     * @param socket path of the UNIX socket, at most 100 bytes
     */
    public record Control(Path socket) {}

    /**
     * What is logged.
     *
     * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     */
    public record Log(String level) {}

    /**
     * Which board.
     *
     * @param provider back-end: {@code linux} or {@code sim}
     */
    public record Board(String provider) {}
}
