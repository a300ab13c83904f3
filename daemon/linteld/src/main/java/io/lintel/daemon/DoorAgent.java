package io.lintel.daemon;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.Directory;
import io.lintel.core.control.AccessReport;
import io.lintel.core.control.DoorReport;
import io.lintel.core.door.DoorAction;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorStanding;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.health.Component;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: the only one that asks the door machine and the only one that drives the relay. The relay moves first and the event
 * is written after; while events cannot be written, no face is granted, but request to exit, fire and operators are obeyed and
 * their events kept in memory.
 */
public final class DoorAgent implements Agent {
    /** Room in the door's mailbox. */
    public static final int MAILBOX_MAX = 256;
    /** Events kept in memory while the journal takes none. */
    static final int BACKLOG_MAX = 4_096;
    /** A sighting older than this answers a question nobody asks any more. */
    static final long SIGHTING_AGE_MAX_NANOS = 3_000_000_000L;

    private static final int MESSAGES_PER_CYCLE = 32;
    private static final Logger LOG = LoggerFactory.getLogger(DoorAgent.class);

    private final DoorController controller;
    private final Relay relay;
    private final Mailbox<DoorMessage> mailbox;
    private final EventSink journal;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final Metrics metrics;
    private final Component health;
    private final Supplier<Directory> people;
    private final Optional<Relay> secured;
    private final Optional<Mailbox<Indication>> signals;
    private final ArrayDeque<DoorEvent> backlog = new ArrayDeque<>();
    private boolean recording = true;
    private boolean relayOpen;
    private boolean toldSecure;
    private Directory known = Directory.UNTOLD;
    private long eventsLost;
    private volatile DoorReport report;
    private volatile boolean contactOpen;
    private volatile boolean tampered;

    /**
     * An agent whose relay is not yet requested.
     *
     * @param people everybody enrolled, as of now; any thread, at once
     * @param secured tells the interlock's other door that this one is secure; at rest it tells that it is not
     * @param signals to buzzer and lamps, if there are any
     */
    DoorAgent(
            DoorController controller,
            Relay relay,
            Mailbox<DoorMessage> mailbox,
            EventSink journal,
            LongSupplier nanos,
            InstantSource wall,
            Metrics metrics,
            Component health,
            Supplier<Directory> people,
            Optional<Relay> secured,
            Optional<Mailbox<Indication>> signals) {
        this.controller = controller;
        this.relay = relay;
        this.mailbox = mailbox;
        this.journal = journal;
        this.nanos = nanos;
        this.wall = wall;
        this.metrics = metrics;
        this.health = health;
        this.people = people;
        this.secured = secured;
        this.signals = signals;
        this.report = new DoorReport(controller.state(), false, false, true, 0, access());
    }

    @Override
    public String roleName() {
        return "door";
    }

    /** The door as of the last cycle that changed it. Any thread. */
    public DoorReport report() {
        return report;
    }

    /** What the contact last said; false without one. Any thread. */
    public boolean contactOpen() {
        return contactOpen;
    }

    /** Whether the housing is open. Any thread. */
    public boolean tampered() {
        return tampered;
    }

    @Override
    public int doWork(long nowNanos) {
        int work = 0;
        boolean open = relay.keep(nowNanos);
        if (secured.isPresent()) {
            secured.get().keep(nowNanos);
        }
        tellSecure(controller.secure(), nowNanos);
        work += tellPeople();
        work += drainBacklog();
        work += tellRecording();
        for (int messages = 0; messages < MESSAGES_PER_CYCLE; messages++) {
            Optional<DoorMessage> message = mailbox.poll();
            if (message.isEmpty()) {
                break;
            }
            handle(message.get());
            work++;
        }
        OptionalLong deadline = controller.deadlineNanos();
        if (deadline.isPresent() && nanos.getAsLong() - deadline.getAsLong() >= 0) {
            apply(new DoorInput.Tick());
            work++;
        }
        if (open != relayOpen) {
            relayOpen = open;
            publish();
        }
        return work;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        OptionalLong deadline = controller.deadlineNanos();
        long untilDeadline = deadline.isPresent() ? deadline.getAsLong() - nanos.getAsLong() : Long.MAX_VALUE;
        mailbox.await(Math.min(timeoutNanos, untilDeadline));
    }

    @Override
    public void onClose() {
        // Locked first, whatever else fails.
        relay.close();
        secured.ifPresent(Relay::close);
        publish();
        drainBacklog();
        for (Optional<DoorMessage> left = mailbox.poll(); left.isPresent(); left = mailbox.poll()) {
            if (left.get() instanceof DoorMessage.Asked asked) {
                asked.answer().cancel(false);
            }
        }
    }

    private void handle(DoorMessage message) {
        switch (message) {
            case DoorMessage.Input(DoorInput.Seen(Sighting sighting))
            when nanos.getAsLong() - sighting.captureNanos() > SIGHTING_AGE_MAX_NANOS -> {
                metrics.sightingLate();
                LOG.warn("a sighting ({}) reached the door too late and is ignored", sighting.reason().wire());
            }
            case DoorMessage.Input(DoorInput input) -> apply(input);
            case DoorMessage.Asked asked when asked.answer().isDone() ->
                LOG.warn("a wish came too late ({}) and is ignored: whoever asked has given up", asked.input().getClass().getSimpleName());
            case DoorMessage.Asked(DoorInput input, var answer) -> {
                apply(input);
                answer.complete(report);
            }
        }
    }

    private void apply(DoorInput input) {
        List<DoorAction> actions = controller.on(input, new Moment(nanos.getAsLong(), wall.instant()));
        long decided = nanos.getAsLong();
        long driven = decided;
        boolean drivenWell = true;
        boolean moved = false;
        for (DoorAction action : actions) {
            switch (action) {
                case DoorAction.Release(boolean released) -> {
                    if (released) {
                        // The other door must know before this one gives way.
                        tellSecure(false, decided);
                    }
                    drivenWell = relay.drive(released, decided);
                    driven = nanos.getAsLong();
                    moved = true;
                }
                case DoorAction.Report(DoorEvent event) -> report(timed(event, input, decided, driven), moved, drivenWell);
                case DoorAction.Signal(Indication indication) -> signals.ifPresent(mailbox -> mailbox.offer(indication));
            }
        }
        tellSecure(controller.secure(), driven);
        publish();
    }

    /** Completes a face decision's latency, so that its stages add up to capture → relay (or → decision). */
    private static DoorEvent timed(DoorEvent event, DoorInput input, long decided, long driven) {
        if (!(input instanceof DoorInput.Seen(Sighting sighting)) || event.recognition().isEmpty()) {
            return event;
        }
        Latency measured = sighting.latency();
        long deciding = decided - sighting.captureNanos() - measured.totalNanos();
        Latency whole = measured.with(Stage.DECIDE, Math.max(0, deciding));
        if (event.type() == EventType.ACCESS_GRANTED) {
            whole = whole.with(Stage.RELAY, driven - decided);
        }
        return copy(event, whole, event.detail());
    }

    private void report(DoorEvent event, boolean moved, boolean drivenWell) {
        DoorEvent told = event;
        if (moved && !drivenWell) {
            Map<String, String> detail = new HashMap<>(event.detail());
            detail.put("relay", "unreachable");
            told = copy(event, event.latency(), detail);
        }
        if (told.type() == EventType.ACCESS_GRANTED) {
            metrics.granted(told.latency());
            DecisionLine.log(told, drivenWell ? "on" : "unreachable");
        } else if (told.type() == EventType.ACCESS_DENIED && told.recognition().isPresent()) {
            told.reason().ifPresent(metrics::denied);
            DecisionLine.log(told, "off");
        } else {
            LOG.info("{} {}", told.type().type(), told.detail());
        }
        if (!backlog.isEmpty() || !journal.offer(told)) {
            keep(told);
        }
    }

    private void keep(DoorEvent event) {
        if (backlog.size() >= BACKLOG_MAX) {
            eventsLost++;
            health.offline(
                    eventsLost + " events lost: the journal has taken none for long and memory is full",
                    "free the disk of [state] directory; see the journal's health");
            return;
        }
        backlog.add(event);
    }

    private int drainBacklog() {
        int drained = 0;
        while (!backlog.isEmpty() && journal.offer(backlog.peek())) {
            backlog.remove();
            drained++;
        }
        return drained;
    }

    private int tellRecording() {
        boolean now = backlog.isEmpty() && journal.recording();
        if (now) {
            health.ok("obeys");
        } else if (eventsLost == 0) {
            health.degraded("events cannot be written: no face is granted; exit button and operators work", "see the journal's health");
        }
        if (now == recording) {
            return 0;
        }
        recording = now;
        apply(new DoorInput.Recording(now));
        return 1;
    }

    private int tellPeople() {
        Directory now = people.get();
        if (now == known) {
            return 0;
        }
        known = now;
        apply(new DoorInput.People(now));
        return 1;
    }

    private void tellSecure(boolean secure, long nowNanos) {
        if (secure != toldSecure) {
            toldSecure = secure;
            secured.ifPresent(line -> line.drive(secure, nowNanos));
        }
    }

    private AccessReport access() {
        AccessSettings settings = controller.access();
        DoorStanding standing = controller.standing();
        return new AccessReport(
                standing.alwaysOpen(),
                settings.alwaysOpen().map(rule -> rule.schedule().name()).orElse(""),
                standing.until().map(Instant::toString).orElse(""),
                settings.secondFactor().kind(),
                standing.awaited().map(PersonId::value).orElse(""),
                settings.passback().mode(),
                standing.partnerOpen(),
                standing.clockTrusted());
    }

    private void publish() {
        OptionalLong relock = controller.relockNanos();
        long relockMillis = relock.isPresent() ? Math.max(0, (relock.getAsLong() - nanos.getAsLong()) / 1_000_000) : 0;
        contactOpen = controller.open();
        tampered = controller.tampered();
        report = new DoorReport(controller.state(), controller.released(), relay.isOpen(), recording, relockMillis, access());
    }

    private static DoorEvent copy(DoorEvent event, Latency latency, Map<String, String> detail) {
        return new DoorEvent(
                event.type(),
                event.time(),
                event.monoNanos(),
                event.person(),
                event.direction(),
                event.reason(),
                event.recognition(),
                latency,
                detail);
    }
}
