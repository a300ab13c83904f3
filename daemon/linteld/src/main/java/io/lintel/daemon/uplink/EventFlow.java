package io.lintel.daemon.uplink;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.daemon.BackOff;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.Outgoing.Item;
import io.lintel.daemon.uplink.Outgoing.Mark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events from the outbox to the broker, window by window, and the word of what is delivered back to the journal. An event that the
 * broker refuses pauses the flow; one that it refuses for its own sake again and again is parked. Of one thread, the uplink's.
 *
 * <p>Methods that look into the outbox throw {@link StoreException} when it cannot be read; nothing is lost by that.
 */
final class EventFlow {
    private static final long TELL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long REFUSED_FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFUSED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long RESEND_FIRST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long RESEND_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final Logger LOG = LoggerFactory.getLogger(EventFlow.class);

    private final UplinkSettings settings;
    private final MqttLink link;
    private final Outgoing outgoing;
    private final Mailbox<JournalMessage> journal;
    private final LongSupplier tokens;
    private final InstantSource wall;
    private final EventCodec codec = new EventCodec();
    /** After what the broker did not take. */
    private final BackOff refused;
    /** While the hub does not acknowledge what the broker took. */
    private final BackOff unconfirmed;

    private Optional<String> refusal = Optional.empty();
    private long toldAtNanos;
    private long sent;
    private long delivered;
    private long parked;

    EventFlow(
            UplinkSettings settings,
            MqttLink link,
            Outgoing outgoing,
            Mailbox<JournalMessage> journal,
            LongSupplier tokens,
            InstantSource wall,
            RandomGenerator random) {
        this.settings = settings;
        this.link = link;
        this.outgoing = outgoing;
        this.journal = journal;
        this.tokens = tokens;
        this.wall = wall;
        this.refused = new BackOff(REFUSED_FIRST_NANOS, REFUSED_LIMIT_NANOS, random);
        this.unconfirmed = new BackOff(RESEND_FIRST_NANOS, RESEND_LIMIT_NANOS, random);
    }

    /** Before anything else. */
    void start(long nowNanos) {
        toldAtNanos = nowNanos - TELL_PAUSE_NANOS;
    }

    /** A connection stands. */
    void connected(long nowNanos) {
        refusal = Optional.empty();
        refused.succeeded();
        awaitHub(nowNanos);
        outgoing.begin();
    }

    /** It is gone. */
    void lost() {
        refusal = Optional.empty();
        outgoing.lost();
    }

    /** Why the broker does not take events at present, if so. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Takes a rest, ever longer while nothing gets through. */
    void pause(long nowNanos) {
        if (refused.ready(nowNanos)) { // a whole window refused at once is one refusal
            refused.failed(nowNanos);
        }
    }

    /**
     * Sends what the window allows; after a refusal one at a time.
     *
     * @param room messages the broker still takes
     * @return events sent
     */
    int publish(long nowNanos, int room) {
        if (settings.applicationAck() && outgoing.unconfirmed() > 0 && unconfirmed.ready(nowNanos)) {
            // Broker or hub forgot, or the hub is away: ask again, ever more rarely.
            outgoing.resend();
            unconfirmed.failed(nowNanos);
        }
        if (!refused.ready(nowNanos)) {
            return 0;
        }
        int window = refusal.isPresent() ? 1 : settings.window();
        int published = 0;
        while (outgoing.inFlight() < window && published < room) {
            Optional<Item> item = outgoing.next();
            if (item.isEmpty()) {
                break;
            }
            publish(item.get());
            published++;
        }
        return published;
    }

    /** The broker answered what the token stood for, if that was an event. */
    void answered(UplinkMessage.Answered answer, long nowNanos) {
        outgoing.answered(answer.token()).ifPresent(item -> answered(item, answer.reasonCode(), nowNanos));
    }

    /** The hub acknowledged; false if the journal has no such event. */
    boolean acknowledged(Optional<Payloads.Ack> ack, long nowNanos) {
        long before = outgoing.acked();
        boolean known = ack.map(outgoing::acknowledged).orElse(false);
        if (outgoing.acked() > before) {
            awaitHub(nowNanos);
        }
        return known;
    }

    /** Passes the delivery mark on, not too often, since it costs the disk a commit. Without room the next cycle tries again. */
    void tell(long nowNanos) {
        if (nowNanos - toldAtNanos >= TELL_PAUSE_NANOS && tellNow()) {
            toldAtNanos = nowNanos;
        }
    }

    /** Passes the delivery mark on; whether there was one and room for it. */
    boolean tellNow() {
        Optional<Mark> mark = outgoing.news();
        if (mark.isPresent() && journal.offer(new JournalMessage.Acked(mark.get().seq(), mark.get().id()))) {
            return true;
        }
        mark.ifPresent(outgoing::untold);
        return false;
    }

    /** Events published, repetitions included. */
    long sent() {
        return sent;
    }

    /** Events the broker took. */
    long delivered() {
        return delivered;
    }

    /** Events refused for good. */
    long parked() {
        return parked;
    }

    private void awaitHub(long nowNanos) {
        unconfirmed.succeeded();
        unconfirmed.failed(nowNanos);
    }

    private void publish(Item item) {
        JournalEntry entry = item.entry();
        byte[] body = entry.body();
        if (Duration.between(entry.time(), wall.instant()).compareTo(UplinkAgent.LATE_AFTER) > 0) {
            try {
                body = codec.markLate(body);
            } catch (EventFormatException e) {
                LOG.warn("uplink: event {} goes out without the late mark: {}", entry.seq(), e.getMessage());
            }
        }
        sent++;
        long token = tokens.getAsLong();
        outgoing.sent(token, item);
        link.publish(token, new Publication(settings.topics().event(), body, false, Payloads.CLOUD_EVENT));
    }

    private void answered(Item item, int code, long nowNanos) {
        if (!ReasonCodes.refused(code) && code != ReasonCodes.NO_MATCHING_SUBSCRIBERS) {
            delivered++;
            outgoing.taken(item);
            resume();
        } else if (ReasonCodes.aboutMessage(code) && item.refused() >= UplinkAgent.REFUSALS_MAX) {
            park(item, ReasonCodes.words(code));
            resume();
        } else {
            outgoing.putBack(item);
            refusal = Optional.of(settings.broker() + " does not take " + settings.topics().event() + ": "
                    + ReasonCodes.words(code) + "; events are kept");
            pause(nowNanos);
        }
    }

    private void resume() {
        refusal = Optional.empty();
        refused.succeeded();
    }

    private void park(Item item, String why) {
        parked++;
        JournalEntry entry = item.entry();
        LOG.error(
                "uplink: event {} ({}) was refused {} times ({}); it stays in the journal and is not sent again",
                entry.seq(), entry.id(), UplinkAgent.REFUSALS_MAX, why);
        outgoing.park(item);
        if (!journal.offer(new JournalMessage.Parked(entry.seq(), entry.id(), why))) {
            LOG.warn("uplink: the journal is busy; event {} will be tried again after a restart", entry.seq());
        }
    }
}
