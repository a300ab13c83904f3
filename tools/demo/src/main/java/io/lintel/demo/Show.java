package io.lintel.demo;

import io.lintel.cli.Console;
import io.lintel.cli.Main;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.control.StatusReport;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.daemon.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.eclipse.paho.mqttv5.common.MqttException;

/** One daemon, one broker, one subscriber, and the film in a loop. The main thread runs it; events come on the subscriber's. */
final class Show implements AutoCloseable {
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long SETTLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    private static final long POLL_MILLIS = 50;

    private final Film film;
    private final Printout printout;
    private final double aliveFrom;
    private final Broker broker;
    private final DoorConfiguration door;
    private final Subscriber subscriber;
    private final DaemonProcess daemon;
    private final Control control;
    private final FilmClock clock = new FilmClock(WalkUpVideo.FRAMES_PER_SECOND);
    private final EventCodec codec = new EventCodec();

    /** Everything the subscriber got that is an event; guarded by itself. */
    private final List<StampedEvent> received = new ArrayList<>();

    private volatile boolean closing;
    private long pulsesBefore;

    private Show(Film film, Printout printout, double aliveFrom, Broker broker, DoorConfiguration door)
            throws IOException, MqttException {
        this.film = film;
        this.printout = printout;
        this.aliveFrom = aliveFrom;
        this.broker = broker;
        this.door = door;
        this.subscriber = new Subscriber(broker.pahoUrl(), "lintel/v1/" + DoorConfiguration.SITE + "/#", this::arrived);
        this.daemon = DaemonProcess.start(door);
        this.control = new ControlClient(door.socket());
    }

    /**
     * Enrols the cast, starts everything and waits for the film's first picture.
     *
     * @param folder where state and logs go
     */
    static Show start(Film film, Path bundle, Path folder, Printout printout, double aliveFrom) throws Exception {
        Broker broker = new Broker(folder.resolve("broker"));
        try {
            DoorConfiguration door = new DoorConfiguration(folder, bundle, film.video(), broker.url());
            door.write();
            enrol(door, film.people());
            broker.await();
            Show show = new Show(film, printout, aliveFrom, broker, door);
            show.awaitFilm();
            return show;
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /** Watches the film's n-th showing to its end and judges it. */
    Verdict watch(int showing) throws Exception {
        double from = (double) showing * film.truth().frames();
        double to = from + film.truth().frames();
        // The last decision falls well before the last picture; stopping a little early keeps the next showing out.
        while (clock.frameAt(System.nanoTime()) < to - 3) {
            look();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        List<StampedEvent> journal = settle();
        List<StampedEvent> events = arrivals();
        List<Decision> decisions = new ArrayList<>();
        Histogram latency = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        for (StampedEvent event : events) {
            Decision.of(event, clock).filter(decision -> decision.frame() >= from && decision.frame() < to).ifPresent(decision -> {
                decisions.add(shifted(decision, from));
                if (decision.granted()) {
                    latency.recordValue(TimeUnit.NANOSECONDS.toMicros(decision.latencyNanos()));
                }
            });
        }
        long pulses = RelayTrace.pulses(door.relayTrace(), "relay");
        Delivery delivery = Delivery.compare(ids(journal), ids(upTo(journal.size(), events)));
        Verdict verdict = Judge.judge(film.truth(), aliveFrom, decisions, pulses - pulsesBefore, delivery);
        pulsesBefore = pulses;
        printout.table(verdict, delivery, latency);
        return verdict;
    }

    /** Stops the daemon cleanly; a second call finds nothing left to do. */
    @Override
    public void close() {
        closing = true;
        daemon.stop();
        subscriber.close();
    }

    /** {@code lintel person import}, in this process: a Java of its own would take two seconds to start. */
    private static void enrol(DoorConfiguration door, Path people) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int code = Main.commandLine(new Console(writer, writer))
                .execute("person", "import", "--config", door.file().toString(), people.toString());
        if (code != 0) {
            throw new IOException("not everybody could be enrolled:\n" + said);
        }
    }

    private void awaitFilm() throws Exception {
        long begun = System.nanoTime();
        while (!clock.running()) {
            if (System.nanoTime() - begun > START_NANOS_MAX) {
                daemon.stop();
                throw new TimeoutException("the daemon shows no picture of the film; it says:\n" + daemon.lastWords(12));
            }
            look();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Reads the camera's counter; a daemon that is not up yet does not answer, one that has gone is the end of the show. */
    private void look() throws IOException {
        if (closing) {
            throw new CancellationException("the show was stopped");
        }
        if (!daemon.alive()) {
            throw new IOException("the daemon has ended; it says:\n" + daemon.lastWords(12));
        }
        try {
            StatusReport status = control.status();
            clock.observe(System.nanoTime(), status.camera().frames());
        } catch (ControlException _) {
            // Asked again in a moment.
        }
    }

    /** Lets the outbox run empty, then reads the journal; waits until the subscriber has had time to get as much. */
    private List<StampedEvent> settle() throws InterruptedException {
        long begun = System.nanoTime();
        while (control.status().journal().pending() > 0 && System.nanoTime() - begun < SETTLE_NANOS_MAX) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        List<StampedEvent> journal = journal();
        while (arrivals().size() < journal.size() && System.nanoTime() - begun < SETTLE_NANOS_MAX) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return journal;
    }

    private List<StampedEvent> journal() {
        List<StampedEvent> all = new ArrayList<>();
        List<String> page;
        do {
            page = control.events(ControlLimits.EVENTS_MAX, OptionalLong.of(all.size() + 1));
            page.forEach(json -> all.add(codec.decode(json.getBytes(StandardCharsets.UTF_8))));
        } while (page.size() == ControlLimits.EVENTS_MAX);
        return all;
    }

    private void arrived(String topic, byte[] payload) {
        if (!topic.endsWith("/event")) {
            return;
        }
        StampedEvent event = codec.decode(payload);
        synchronized (received) {
            received.add(event);
        }
        Decision.of(event, clock).ifPresent(decision -> printout.decision(event, decision));
        if (event.event().type() == EventType.HEALTH_CHANGED && clock.frameAt(event.event().monoNanos()) >= 0) {
            printout.health(event.event());
        }
    }

    private List<StampedEvent> arrivals() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    private static Decision shifted(Decision decision, double from) {
        return new Decision(
                decision.granted(),
                decision.person(),
                decision.reason(),
                decision.liveness(),
                decision.latencyNanos(),
                decision.frame() - from);
    }

    /** What came after the journal was read cannot be held against it. */
    private static List<StampedEvent> upTo(long seq, List<StampedEvent> events) {
        return events.stream().filter(event -> event.stamp().seq() <= seq).toList();
    }

    private static List<String> ids(List<StampedEvent> events) {
        return events.stream().map(event -> event.stamp().id().toString()).toList();
    }

    /** The broker's address, for whoever wants to listen as well. */
    String brokerUrl() {
        return broker.url();
    }
}
