package io.lintel.daemon.uplink;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.daemon.Agent;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.Outgoing.Item;
import io.lintel.daemon.uplink.Outgoing.Mark;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the journal's outbox to the broker, and the door's status and state beside them. Connects by itself whenever
 * it is not connected; no trouble of network or broker ever reaches further than its {@link #status()}.
 *
 * <p>Delivery is at least once, with an id by which whoever receives can tell repetitions. An event counts as delivered when the
 * hub acknowledges it (application acknowledgement), or when the broker took it and somebody subscribed (PUBACK).
 */
public final class UplinkAgent implements Agent {
    /** Messages that can wait for the agent. */
    public static final int MAILBOX_MAX = 4_096;
    /** An event sent later than this after it happened is marked late. */
    public static final Duration LATE_AFTER = Duration.ofSeconds(60);
    /** After so many refusals of one event it is parked. */
    public static final int REFUSALS_MAX = 3;

    private static final int MESSAGES_A_CYCLE_MAX = 512;
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CONNECT_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);
    private static final long STATE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TELL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long REFUSED_LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFUSED_MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long RESEND_LEAST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long RESEND_MOST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final Logger LOG = LoggerFactory.getLogger(UplinkAgent.class);

    private final UplinkSettings settings;
    private final MqttLink link;
    private final Outgoing outgoing;
    private final Mailbox<JournalMessage> journal;
    private final Mailbox<UplinkMessage> mailbox;
    private final InstantSource wall;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final EventCodec codec = new EventCodec();
    private final Payloads payloads = new Payloads();

    private Phase phase = Phase.OFFLINE;
    private int connection;
    private String session = "";
    /** How many QoS 1 messages of any kind the broker takes unanswered; one too many ends the connection. */
    private int receiveMaximum;
    /** Status and state on their way: they take the broker's room as events do. */
    private final Set<Long> othersInFlight = new HashSet<>();

    private boolean birthDue;
    private long phaseSinceNanos;
    private long connectAtNanos;
    private long eventsPausedUntilNanos;
    private boolean eventsPaused;
    private long refusedPauseNanos = REFUSED_LEAST_NANOS;
    private long resendAtNanos;
    private long resendPauseNanos = RESEND_LEAST_NANOS;
    private long toldAtNanos;
    private long lastToken;
    private Optional<StateReport> state = Optional.empty();
    private boolean stateDue;
    private long stateAtNanos;
    private long nowNanos;
    private long connects;
    private long sent;
    private long delivered;
    private long parked;
    private String detail = "not connected yet";
    private Instant since;
    private volatile UplinkStatus status;

    /**
     * Wires the agent.
     *
     * @param settings what it needs to know
     * @param link used by this agent only; closed by it
     * @param outbox used by this agent only; closed by nobody here
     * @param journal takes word of what is delivered
     * @param mailbox of {@link #MAILBOX_MAX} messages
     * @param wall dates messages, and tells which events are late
     * @param random jitter and session ids
     */
    public UplinkAgent(
            UplinkSettings settings,
            MqttLink link,
            JournalReader outbox,
            Mailbox<JournalMessage> journal,
            Mailbox<UplinkMessage> mailbox,
            InstantSource wall,
            RandomGenerator random) {
        this.settings = settings;
        this.link = link;
        this.outgoing = new Outgoing(outbox, settings.applicationAck());
        this.journal = journal;
        this.mailbox = mailbox;
        this.wall = wall;
        this.random = random;
        this.backoff = new Backoff(random);
        this.since = wall.instant();
        this.status = snapshot();
    }

    @Override
    public String roleName() {
        return "uplink";
    }

    /** How the uplink is. Any thread. */
    public UplinkStatus status() {
        return status;
    }

    @Override
    public void onStart(long nowNanos) {
        this.nowNanos = nowNanos;
        connectAtNanos = nowNanos;
        toldAtNanos = nowNanos - TELL_PAUSE_NANOS;
    }

    @Override
    public int doWork(long nowNanos) {
        this.nowNanos = nowNanos;
        int work = 0;
        Optional<UplinkMessage> message = mailbox.poll();
        while (message.isPresent()) {
            handle(message.get());
            work++;
            message = work < MESSAGES_A_CYCLE_MAX ? mailbox.poll() : Optional.empty();
        }
        try {
            work += switch (phase) {
                case OFFLINE -> connectIfDue();
                case CONNECTING -> giveUpIfLong();
                case ONLINE, REFUSED -> publish();
            };
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
            pauseEvents();
        }
        tell();
        status = snapshot();
        return work;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        mailbox.await(timeoutNanos);
    }

    /** Says goodbye; events not delivered stay in the journal. */
    @Override
    public void onClose() {
        if (phase == Phase.ONLINE || phase == Phase.REFUSED) {
            send(new Publication(
                    settings.topics().status(),
                    payloads.presence(false, session, wall.instant(), "stopped"),
                    true,
                    Payloads.JSON));
        }
        connection++;
        link.close();
        toldAtNanos = nowNanos - TELL_PAUSE_NANOS;
        tell();
        enter(Phase.OFFLINE, "stopped");
        status = snapshot();
    }

    private void handle(UplinkMessage message) {
        switch (message) {
            case UplinkMessage.Committed committed -> grown(committed.lastSeq());
            case UplinkMessage.State now -> {
                state = Optional.of(now.report());
                stateDue = true;
            }
            case UplinkMessage.FromLink word when word.connection() != connection -> {
                // About a connection that was given up already.
            }
            case UplinkMessage.Connected connected -> connected(connected);
            case UplinkMessage.Disconnected lost -> disconnected(lost);
            case UplinkMessage.Answered answer -> answered(answer);
            case UplinkMessage.Arrived arrived -> arrived(arrived);
        }
    }

    private void grown(long lastSeq) {
        try {
            outgoing.committed(lastSeq);
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
        }
    }

    private int connectIfDue() {
        if (nowNanos - connectAtNanos < 0) {
            return 0;
        }
        connection++;
        session = new UUID(random.nextLong(), random.nextLong()).toString();
        Publication will = new Publication(
                settings.topics().status(),
                payloads.presence(false, session, wall.instant(), "connection lost"),
                true,
                Payloads.JSON);
        enter(Phase.CONNECTING, detail);
        link.connect(
                connection,
                will,
                List.of(settings.topics().ack(), settings.topics().replay(), settings.topics().status()),
                answer -> {
                    if (!(answer instanceof UplinkMessage.Arrived) || mailbox.size() < MAILBOX_MAX / 2) {
                        mailbox.offer(answer, TimeUnit.SECONDS.toNanos(5));
                    }
                });
        return 1;
    }

    private int giveUpIfLong() {
        if (nowNanos - phaseSinceNanos > CONNECT_NANOS_MAX) {
            offline("no answer from " + settings.broker() + " within " + TimeUnit.NANOSECONDS.toSeconds(CONNECT_NANOS_MAX) + " s");
            return 1;
        }
        return 0;
    }

    private void connected(UplinkMessage.Connected connected) {
        connects++;
        receiveMaximum = Math.max(1, connected.receiveMaximum());
        othersInFlight.clear();
        enter(Phase.ONLINE, "");
        LOG.info("uplink: connected to {}", settings.broker());
        if (ReasonCodes.refused(connected.subscriptionCode())) {
            trouble("the broker refuses the subscriptions to ack and replay: " + ReasonCodes.words(connected.subscriptionCode()));
        }
        birthDue = true;
        stateDue = state.isPresent();
        stateAtNanos = nowNanos;
        eventsPaused = false;
        refusedPauseNanos = REFUSED_LEAST_NANOS;
        resendPauseNanos = RESEND_LEAST_NANOS;
        resendAtNanos = nowNanos + resendPauseNanos;
        try {
            outgoing.begin();
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
        }
    }

    private void birth() {
        send(new Publication(
                settings.topics().status(), payloads.presence(true, session, wall.instant(), ""), true, Payloads.JSON));
    }

    private void disconnected(UplinkMessage.Disconnected lost) {
        String why = lost.reasonCode() == 0
                ? lost.cause() + "; check network, broker and mqtt.url"
                : ReasonCodes.words(lost.reasonCode());
        offline("no connection to " + settings.broker() + ": " + why);
    }

    private void offline(String why) {
        boolean wasStable = phase != Phase.CONNECTING && nowNanos - phaseSinceNanos >= STABLE_NANOS;
        if (wasStable) {
            backoff.reset();
        }
        if (!why.equals(detail)) {
            LOG.warn("uplink: {} (events stay in the journal)", why);
        }
        connection++;
        outgoing.lost();
        enter(Phase.OFFLINE, why);
        connectAtNanos = nowNanos + backoff.next();
    }

    private int publish() {
        int work = 0;
        if (birthDue && room() > 0) {
            birth();
            birthDue = false;
            work++;
        }
        if (stateDue && nowNanos - stateAtNanos >= 0 && room() > 0) {
            state.ifPresent(report -> send(new Publication(
                    settings.topics().state(), payloads.state(report, wall.instant()), true, Payloads.JSON)));
            stateDue = false;
            stateAtNanos = nowNanos + STATE_PAUSE_NANOS;
            work++;
        }
        if (settings.applicationAck() && outgoing.unconfirmed() > 0 && nowNanos - resendAtNanos >= 0) {
            // Broker or hub forgot, or the hub is away: ask again, ever more rarely.
            outgoing.resend();
            resendPauseNanos = Math.min(RESEND_MOST_NANOS, resendPauseNanos * 2);
            resendAtNanos = nowNanos + resendPauseNanos;
        }
        if (eventsPaused && nowNanos - eventsPausedUntilNanos < 0) {
            return work;
        }
        int window = phase == Phase.REFUSED ? 1 : settings.window();
        while (outgoing.inFlight() < window && room() > 0) {
            Optional<Item> item = outgoing.next();
            if (item.isEmpty()) {
                break;
            }
            publishEvent(item.get());
            work++;
        }
        return work;
    }

    /** How many more messages the broker takes before it has answered one. */
    private int room() {
        return receiveMaximum - outgoing.inFlight() - othersInFlight.size();
    }

    private void publishEvent(Item item) {
        JournalEntry entry = item.entry();
        byte[] body = entry.body();
        if (Duration.between(entry.time(), wall.instant()).compareTo(LATE_AFTER) > 0) {
            try {
                body = codec.markLate(body);
            } catch (EventFormatException e) {
                LOG.warn("uplink: event {} goes out without the late mark: {}", entry.seq(), e.getMessage());
            }
        }
        sent++;
        lastToken++;
        outgoing.sent(lastToken, item);
        link.publish(lastToken, new Publication(settings.topics().event(), body, false, Payloads.CLOUD_EVENT));
    }

    /** Publishes what is not an event; its answer matters only if it is a refusal. */
    private void send(Publication publication) {
        lastToken++;
        othersInFlight.add(lastToken);
        link.publish(lastToken, publication);
    }

    private void answered(UplinkMessage.Answered answer) {
        int code = answer.reasonCode();
        othersInFlight.remove(answer.token());
        Optional<Item> about = outgoing.answered(answer.token());
        if (about.isEmpty()) {
            if (ReasonCodes.refused(code)) {
                trouble("the broker refuses status or state: " + ReasonCodes.words(code));
            }
            return;
        }
        Item item = about.get();
        if (!ReasonCodes.refused(code) && code != ReasonCodes.NO_MATCHING_SUBSCRIBERS) {
            delivered++;
            outgoing.taken(item);
            refusedPauseNanos = REFUSED_LEAST_NANOS;
            if (phase == Phase.REFUSED) {
                eventsPaused = false;
                enter(Phase.ONLINE, "");
            }
            return;
        }
        String what = "event " + item.entry().seq() + " (" + item.entry().id() + ")";
        if (ReasonCodes.aboutMessage(code) && item.refused() >= REFUSALS_MAX) {
            park(item, what, ReasonCodes.words(code));
            return;
        }
        outgoing.putBack(item);
        enter(Phase.REFUSED, settings.broker() + " does not take " + settings.topics().event() + ": " + ReasonCodes.words(code)
                + "; events are kept");
        pauseEvents();
    }

    private void park(Item item, String what, String why) {
        parked++;
        LOG.error("uplink: {} was refused {} times ({}); it stays in the journal and is not sent again", what, REFUSALS_MAX, why);
        outgoing.park(item);
        JournalMessage word = new JournalMessage.Parked(item.entry().seq(), item.entry().id(), why);
        if (!journal.offer(word)) {
            LOG.warn("uplink: the journal is busy; {} will be tried again after a restart", what);
        }
        eventsPaused = false;
        enter(Phase.ONLINE, "");
    }

    private void pauseEvents() {
        if (eventsPaused && nowNanos - eventsPausedUntilNanos < 0) {
            return; // a whole window refused at once is one refusal
        }
        eventsPaused = true;
        eventsPausedUntilNanos = nowNanos + refusedPauseNanos;
        refusedPauseNanos = Math.min(REFUSED_MOST_NANOS, refusedPauseNanos * 2);
    }

    private void arrived(UplinkMessage.Arrived arrived) {
        String topic = arrived.topic();
        if (topic.equals(settings.topics().status())) {
            // A will of an earlier connection can arrive after this one's birth, and would stay.
            payloads.presence(arrived.payload())
                    .filter(presence -> !presence.session().equals(session))
                    .ifPresent(presence -> birthDue = true);
        } else if (arrived.retained()) {
            LOG.warn("uplink: ignored a retained message on {}; orders must not be retained", topic);
        } else if (topic.equals(settings.topics().ack())) {
            acknowledged(payloads.ack(arrived.payload()));
        } else if (topic.equals(settings.topics().replay())) {
            if (!payloads.replay(arrived.payload()).map(outgoing::replay).orElse(false)) {
                LOG.warn("uplink: ignored a request on {}: not {\"from\":n,\"to\":m}, or too many at once", topic);
            }
        }
    }

    private void acknowledged(Optional<Payloads.Ack> ack) {
        long before = outgoing.acked();
        try {
            if (!ack.map(outgoing::acknowledged).orElse(false)) {
                LOG.warn("uplink: ignored an acknowledgement that names no event of this journal");
            }
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
        }
        if (outgoing.acked() > before) {
            resendPauseNanos = RESEND_LEAST_NANOS;
            resendAtNanos = nowNanos + resendPauseNanos;
        }
    }

    /** Passes the delivery mark on, not too often, since it costs the disk a commit. Without room the next cycle tries again. */
    private void tell() {
        if (nowNanos - toldAtNanos < TELL_PAUSE_NANOS) {
            return;
        }
        Optional<Mark> mark = outgoing.news();
        if (mark.isPresent() && journal.offer(new JournalMessage.Acked(mark.get().seq(), mark.get().id()))) {
            toldAtNanos = nowNanos;
        } else {
            mark.ifPresent(outgoing::untold);
        }
    }

    private void trouble(String what) {
        if (!what.equals(detail)) {
            LOG.warn("uplink: {}", what);
            detail = what;
        }
    }

    private void enter(Phase next, String why) {
        if (next != phase) {
            if (!(phase == Phase.ONLINE && next == Phase.REFUSED) && !(phase == Phase.REFUSED && next == Phase.ONLINE)) {
                phaseSinceNanos = nowNanos;
            }
            since = wall.instant();
        }
        if (next == Phase.REFUSED && !why.equals(detail)) {
            LOG.warn("uplink: {}", why);
        }
        phase = next;
        detail = why;
    }

    private UplinkStatus snapshot() {
        return new UplinkStatus(
                phase,
                detail,
                since,
                connects,
                sent,
                delivered,
                outgoing.inFlight(),
                outgoing.acked(),
                outgoing.lastSeq(),
                parked);
    }
}
