package io.lintel.daemon.uplink;

import io.lintel.daemon.uplink.MqttLink.Publication;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the door says of itself on its retained topics: that it is there, how it stands, and what it is. Of one thread, the uplink's. */
final class Announcements {
    private static final long STATE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** What a broker refuses today it may take in a moment; until then it would go on saying what is no longer true. */
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Topics topics;
    private final MqttLink link;
    private final LongSupplier tokens;
    private final InstantSource wall;
    private final Payloads payloads;
    private final Optional<Publication> discovery;
    /** On their way: they take the broker's room as events do. */
    private final Set<Long> inFlight = new HashSet<>();

    private String session = "";
    private boolean birthDue;
    private boolean discoveryDue;
    private Optional<StateReport> state = Optional.empty();
    private boolean stateDue;
    private long stateAtNanos;
    private boolean refused;
    private long refusedNanos;

    Announcements(UplinkSettings settings, MqttLink link, LongSupplier tokens, InstantSource wall, Payloads payloads) {
        this.topics = settings.topics();
        this.discovery = settings.discovery();
        this.link = link;
        this.tokens = tokens;
        this.wall = wall;
        this.payloads = payloads;
    }

    /** Begins a session and gives its will. */
    Publication will(String newSession) {
        session = newSession;
        return presence(false, "connection lost");
    }

    /** The session's connection stands. */
    void connected(long nowNanos) {
        inFlight.clear();
        refused = false;
        birthDue = true;
        discoveryDue = discovery.isPresent();
        stateDue = state.isPresent();
        stateAtNanos = nowNanos;
    }

    /** The door stands otherwise; only the latest is sent. */
    void state(StateReport report) {
        state = Optional.of(report);
        stateDue = true;
    }

    /** Mentions the gauges; takes no room. */
    void gauges(GaugeReport report) {
        link.mention(new Publication(topics.metrics(), payloads.gauges(report, wall.instant()), false, Payloads.JSON));
    }

    /** A will of an earlier connection can arrive after this one's birth, and would stay. */
    void statusSeen(byte[] payload) {
        payloads.presence(payload)
                .filter(presence -> !presence.session().equals(session))
                .ifPresent(_ -> birthDue = true);
    }

    /**
     * Sends what is due.
     *
     * @param room messages the broker still takes
     * @return messages sent
     */
    int publish(long nowNanos, int room) {
        if (refused && nowNanos - refusedNanos < REFUSED_PAUSE_NANOS) {
            return 0;
        }
        refused = false;
        int sent = 0;
        if (birthDue && room > 0) {
            birthDue = false;
            send(presence(true, ""));
            sent++;
        }
        if (stateDue && nowNanos - stateAtNanos >= 0 && room > sent) {
            stateDue = false;
            stateAtNanos = nowNanos + STATE_PAUSE_NANOS;
            state.ifPresent(report ->
                    send(new Publication(topics.state(), payloads.state(report, wall.instant()), true, Payloads.JSON)));
            sent++;
        }
        if (discoveryDue && room > sent) {
            discoveryDue = false;
            discovery.ifPresent(this::send);
            sent++;
        }
        return sent;
    }

    /** The present session. */
    String session() {
        return session;
    }

    /** Says goodbye, whatever room there is. */
    void goodbye() {
        send(presence(false, "stopped"));
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Whether this token was one of these; it is no longer in flight then. */
    boolean answered(long token) {
        return inFlight.remove(token);
    }

    /** The broker did not take one of these: all are said again later. */
    void refused(long nowNanos) {
        refused = true;
        refusedNanos = nowNanos;
        birthDue = true;
        stateDue = state.isPresent();
        discoveryDue = discovery.isPresent();
    }

    private Publication presence(boolean online, String reason) {
        return new Publication(
                topics.status(), payloads.presence(online, session, wall.instant(), reason), true, Payloads.JSON);
    }

    private void send(Publication publication) {
        long token = tokens.getAsLong();
        inFlight.add(token);
        link.publish(token, publication);
    }
}
