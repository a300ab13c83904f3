package io.lintel.daemon;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.uplink.UplinkAgent;
import io.lintel.daemon.vision.FrameRequest;
import io.lintel.daemon.vision.VisionAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The daemon's parts as {@link Assembly} joined them, for those who read across: control, gauges, chores.
 *
 * @param config what the operator decided
 * @param started when
 * @param cameraLabel the camera's source without any password
 * @param health of every component
 * @param metrics counts
 * @param gauges metrics that are read when asked for
 * @param slot frames on their way
 * @param capture agent
 * @param vision agent
 * @param door agent
 * @param journal agent
 * @param uplink agent, if events go anywhere
 * @param bridge to the journal
 * @param reader of the journal, for the control socket
 * @param register of people
 * @param enrolment of people
 * @param doorMailbox into the door agent
 * @param frameRequests into the vision agent
 * @param duties of all agents but the supervisor
 * @param stopping set when the daemon goes down
 */
record Wiring(
        Config config,
        Instant started,
        String cameraLabel,
        Health health,
        Metrics metrics,
        Gauges gauges,
        FrameSlot slot,
        CaptureAgent capture,
        VisionAgent vision,
        DoorAgent door,
        JournalAgent journal,
        Optional<UplinkAgent> uplink,
        JournalBridge bridge,
        JournalReader reader,
        PeopleRegister register,
        Enrolment enrolment,
        Mailbox<DoorMessage> doorMailbox,
        Mailbox<FrameRequest> frameRequests,
        List<DutyCycle> duties,
        AtomicBoolean stopping) {
    /** Whether the daemon is not going down. */
    boolean running() {
        return !stopping.get();
    }
}
