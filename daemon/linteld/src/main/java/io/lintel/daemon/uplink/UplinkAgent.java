package io.lintel.daemon.uplink;

import io.lintel.daemon.Agent;
import io.lintel.daemon.BackOff;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the journal's outbox to the broker, the door's status and state beside them, and commands back. Connects by itself whenever
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
    private static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long RETRY_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Logger LOG = LoggerFactory.getLogger(UplinkAgent.class);

    private final UplinkSettings settings;
    private final MqttLink link;
    private final Outgoing outgoing;
    private final Mailbox<UplinkMessage> mailbox;
    private final InstantSource wall;
    private final RandomGenerator random;
    private final BackOff backOff;
    private final Payloads payloads = new Payloads();
    private final Announcements announcements;
    private final EventFlow flow;
    private final Optional<CommandDesk> desk;
    private final Optional<WhereaboutsDesk> whereabouts;
    private final Allowance complaints = new Allowance(5, TimeUnit.MINUTES.toNanos(1));

    private Phase phase = Phase.OFFLINE;
    private int connection;
    /** How many QoS 1 messages of any kind the broker takes unanswered; one too many ends the connection. */
    private int receiveMaximum;

    private long connectionSinceNanos;
    /** Since when the broker owes an answer. */
    private long owingSinceNanos;
    private long lastToken;
    private long nowNanos;
    private long connects;
    private String detail = "";
    private Optional<Instant> certificateUntil = Optional.empty();
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
     * @param commands what it takes to obey commands; empty: the door takes none from afar
     * @param whereabouts what it takes to hear who went through other doors; empty: the door minds its own
     */
    public UplinkAgent(
            UplinkSettings settings,
            MqttLink link,
            JournalReader outbox,
            Mailbox<JournalMessage> journal,
            Mailbox<UplinkMessage> mailbox,
            InstantSource wall,
            RandomGenerator random,
            Optional<CommandAccess> commands,
            Optional<WhereaboutsAccess> whereabouts) {
        this.settings = settings;
        this.link = link;
        this.outgoing = new Outgoing(outbox, settings.applicationAck());
        this.mailbox = mailbox;
        this.wall = wall;
        this.random = random;
        this.backOff = new BackOff(RETRY_FIRST_NANOS, RETRY_LIMIT_NANOS, random);
        this.announcements = new Announcements(settings, link, this::nextToken, wall, payloads);
        this.flow = new EventFlow(settings, link, outgoing, journal, this::nextToken, wall, random);
        this.desk = commands.map(access ->
                new CommandDesk(access, settings.topics(), link, this::nextToken, wall, mailbox));
        this.whereabouts = whereabouts.map(access -> new WhereaboutsDesk(access, wall));
        this.since = wall.instant();
        this.status = snapshot();
    }

    private long nextToken() {
        return ++lastToken;
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
        flow.start(nowNanos);
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
        desk.ifPresent(open -> open.look(nowNanos));
        work += switch (phase) {
            case OFFLINE -> connectIfDue();
            case CONNECTING -> giveUpIfLong();
            case ONLINE, REFUSED -> publish();
        };
        flow.tell(nowNanos);
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
        if (isConnected()) {
            announcements.goodbye();
        }
        connection++;
        link.close();
        flow.tellNow();
        enter(Phase.OFFLINE, "stopped");
        status = snapshot();
    }

    private boolean isConnected() {
        return phase == Phase.ONLINE || phase == Phase.REFUSED;
    }

    private void handle(UplinkMessage message) {
        try {
            switch (message) {
                case UplinkMessage.Committed committed -> outgoing.committed(committed.lastSeq());
                case UplinkMessage.State now -> announcements.state(now.report());
                case UplinkMessage.Gauges now -> {
                    // Even a message without an answer takes a place until it is written.
                    if (isConnected() && room() >= 2) {
                        announcements.gauges(now.report());
                    }
                }
                case UplinkMessage.DoorAnswered() -> {
                    // The desk looks in every cycle; this one came sooner for it.
                }
                case UplinkMessage.FromLink word when word.connection() != connection -> {
                    // About a connection that was given up already.
                }
                case UplinkMessage.Connected connected -> connected(connected);
                case UplinkMessage.Disconnected lost -> disconnected(lost);
                case UplinkMessage.Answered answer -> answered(answer);
                case UplinkMessage.Arrived arrived -> arrived(arrived);
            }
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
        }
    }

    private int connectIfDue() {
        if (!backOff.ready(nowNanos)) {
            return 0;
        }
        connection++;
        Publication will = announcements.will(new UUID(random.nextLong(), random.nextLong()).toString());
        enter(Phase.CONNECTING, detail);
        connectionSinceNanos = nowNanos;
        link.connect(
                connection,
                will,
                subscriptions(),
                answer -> {
                    if (!(answer instanceof UplinkMessage.Arrived) || mailbox.size() < MAILBOX_MAX / 2) {
                        mailbox.offer(answer, TimeUnit.SECONDS.toNanos(5));
                    }
                });
        return 1;
    }

    private List<String> subscriptions() {
        Topics topics = settings.topics();
        List<String> wanted = new ArrayList<>(List.of(topics.ack(), topics.replay(), topics.status()));
        desk.ifPresent(_ -> wanted.add(topics.command()));
        whereabouts.ifPresent(_ -> wanted.add(topics.whereabouts()));
        return wanted;
    }

    private int giveUpIfLong() {
        if (nowNanos - connectionSinceNanos > CONNECT_NANOS_MAX) {
            offline("no answer from " + settings.broker() + " within " + TimeUnit.NANOSECONDS.toSeconds(CONNECT_NANOS_MAX) + " s");
            return 1;
        }
        return 0;
    }

    private void connected(UplinkMessage.Connected connected) {
        connects++;
        connectionSinceNanos = nowNanos;
        owingSinceNanos = nowNanos;
        certificateUntil = connected.certificateUntil();
        receiveMaximum = Math.max(1, connected.receiveMaximum());
        enter(Phase.ONLINE, "");
        LOG.info("uplink: connected to {}", settings.broker());
        if (ReasonCodes.refused(connected.subscriptionCode())) {
            trouble("the broker refuses a subscription of " + String.join(", ", subscriptions()) + ": " + ReasonCodes.words(connected.subscriptionCode()));
        }
        announcements.connected(nowNanos);
        flow.connected(nowNanos);
    }

    private void disconnected(UplinkMessage.Disconnected lost) {
        String why = lost.reasonCode() == 0
                ? lost.cause() + "; check network, broker and mqtt.url"
                : ReasonCodes.words(lost.reasonCode());
        offline("no connection to " + settings.broker() + ": " + why);
    }

    private void offline(String why) {
        if (isConnected() && nowNanos - connectionSinceNanos >= STABLE_NANOS) {
            backOff.succeeded();
        }
        LOG.debug("uplink: {} (events stay in the journal)", why);
        connection++;
        flow.lost();
        desk.ifPresent(CommandDesk::lost);
        enter(Phase.OFFLINE, why);
        backOff.failed(nowNanos);
    }

    private int publish() {
        if (inFlight() == 0) {
            owingSinceNanos = nowNanos;
        } else if (nowNanos - owingSinceNanos > ANSWER_NANOS_MAX) {
            offline(settings.broker() + " has acknowledged nothing for " + TimeUnit.NANOSECONDS.toSeconds(ANSWER_NANOS_MAX) + " s");
            return 1;
        }
        int work = announcements.publish(nowNanos, room() - farewell());
        work += desk.map(open -> open.publish(room() - farewell())).orElse(0);
        try {
            work += flow.publish(nowNanos, room() - farewell());
        } catch (StoreException e) {
            trouble("the outbox cannot be read: " + e.getMessage());
            flow.pause(nowNanos);
        }
        return work;
    }

    /** How many more messages the broker takes before it has answered one. */
    private int room() {
        return receiveMaximum - inFlight();
    }

    private int inFlight() {
        return outgoing.inFlight() + announcements.inFlight() + desk.map(CommandDesk::inFlight).orElse(0);
    }

    /** The place kept for saying goodbye; a broker that takes one message at a time leaves none. */
    private int farewell() {
        return receiveMaximum > 1 ? 1 : 0;
    }

    private void answered(UplinkMessage.Answered answer) {
        owingSinceNanos = nowNanos;
        if (announcements.answered(answer.token())) {
            if (ReasonCodes.refused(answer.reasonCode())) {
                trouble("the broker refuses status, state or discovery: " + ReasonCodes.words(answer.reasonCode()));
                announcements.refused(nowNanos);
            }
            return;
        }
        if (desk.map(open -> open.answered(answer.token())).orElse(false)) {
            if (ReasonCodes.refused(answer.reasonCode())) {
                trouble("the broker refuses " + settings.topics().reply() + ": " + ReasonCodes.words(answer.reasonCode()));
            }
            return;
        }
        flow.answered(answer, nowNanos);
        Phase now = flow.refusal().isPresent() ? Phase.REFUSED : Phase.ONLINE;
        if (now != phase || now == Phase.REFUSED) {
            flow.refusal().filter(why -> !why.equals(detail)).ifPresent(why -> LOG.warn("uplink: {}", why));
            enter(now, flow.refusal().orElse(""));
        }
    }

    private void arrived(UplinkMessage.Arrived arrived) {
        String topic = arrived.topic();
        if (topic.equals(settings.topics().status())) {
            announcements.statusSeen(arrived.payload());
        } else if (topic.equals(settings.topics().command())) {
            desk.ifPresent(open -> open.arrived(arrived, announcements.session(), nowNanos));
        } else if (settings.topics().person(topic).isPresent()) {
            String person = settings.topics().person(topic).get();
            whereabouts.flatMap(open -> open.arrived(arrived, person, nowNanos)).ifPresent(this::complain);
        } else if (arrived.retained()) {
            complain("ignored a retained message on " + topic + "; orders must not be retained");
        } else if (topic.equals(settings.topics().ack())) {
            if (!flow.acknowledged(payloads.ack(arrived.payload()), nowNanos)) {
                complain("ignored an acknowledgement that names no event of this journal");
            }
        } else if (topic.equals(settings.topics().replay())
                && !payloads.replay(arrived.payload()).map(outgoing::replay).orElse(false)) {
            complain("ignored a request on " + topic + ": not {\"from\":n,\"to\":m}, or too many at once");
        }
    }

    /** What others send is no reason to fill the log. */
    private void complain(String what) {
        if (complaints.take(nowNanos)) {
            LOG.warn("uplink: {}", what);
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
            since = wall.instant();
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
                flow.sent(),
                flow.delivered(),
                outgoing.inFlight(),
                outgoing.acked(),
                outgoing.lastSeq(),
                flow.parked(),
                certificateUntil);
    }
}
