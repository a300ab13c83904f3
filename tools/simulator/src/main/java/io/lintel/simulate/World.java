package io.lintel.simulate;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import io.lintel.simulate.broker.SimBroker;
import io.lintel.simulate.broker.SimHub;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.life.Faults;
import io.lintel.simulate.life.Operators;
import io.lintel.simulate.life.People;
import io.lintel.simulate.life.Registrar;
import io.lintel.simulate.life.RemoteOperators;
import io.lintel.simulate.life.ServiceManager;
import io.lintel.simulate.oracle.Oracle;
import io.lintel.simulate.oracle.View;
import io.lintel.simulate.oracle.Violation;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Crowd;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.DoorPlan;
import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import io.lintel.simulate.site.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One door in one world, from one seed. First everything may go wrong; then everything is mended, and must become right again. The same
 * seed is the same world to the last byte. Of one thread.
 */
final class World {
    private static final Instant BEGINNING = Instant.parse("2026-07-01T08:30:00Z");
    /** The longest back-off of the uplink is a minute, and a hub that got nothing is asked again after ten at most. */
    private static final Duration MENDING_MOST = Duration.ofMinutes(25);
    /** Longer than any lock-out of a face, and than the camera, the lines and the journal take to come back. */
    private static final Duration REST = Duration.ofSeconds(90);

    private final long seed;
    private final Path directory;
    private final VirtualClock clock = new VirtualClock(BEGINNING);
    private final Agenda agenda = new Agenda(clock);
    private final Story story;
    private final Dice pace;
    private final Site site;
    private final SimBroker broker;
    private final SimHub hub;
    private final DoorComputer computer;
    private final ServiceManager manager;
    private final People people;
    private final Operators operators;
    private final RemoteOperators remote;
    private final Registrar registrar;
    private final Faults faults;
    private final View view;
    private final List<Oracle> oracles;
    private long nextPicture;
    private List<Row> rows = List.of();

    World(long seed, Path directory, Crowd crowd, boolean told) {
        this.seed = seed;
        this.directory = directory;
        this.story = new Story(clock, told);
        this.pace = dice(1);
        DoorPlan plan = DoorPlan.of(dice(2), Rules.of(dice(13)));
        Set<Fault> kinds = Faults.kinds(dice(3));
        this.site = new Site(clock, agenda, story, plan);
        this.broker = new SimBroker(agenda, story, dice(4));
        this.hub = new SimHub(agenda, story, dice(5), broker, plan.applicationAck());
        this.computer = new DoorComputer(clock, agenda, story, site, dice(6), directory, crowd, dice(7), broker::link);
        this.manager = new ServiceManager(clock, agenda, dice(8), computer, BEGINNING);
        this.people = new People(agenda, story, dice(9), site, crowd, computer);
        this.operators = new Operators(agenda, story, dice(10), site, computer, kinds, people);
        this.remote = new RemoteOperators(clock, agenda, story, dice(14), site, broker, crowd.signers());
        this.registrar = new Registrar(agenda, story, dice(15), site, computer, crowd, LocalDate.ofInstant(BEGINNING, ZoneOffset.UTC));
        this.faults = new Faults(clock, agenda, story, dice(11), site, computer, manager, broker, hub, kinds);
        this.view = new View(clock, site, computer, computer.disk(), broker, hub);
        this.oracles = view.oracles();
        hub.listen(this::received);
        story.tell(() -> "seed " + seed + ": " + plan);
        story.tell(() -> "may go wrong: " + kinds);
    }

    private Dice dice(int stream) {
        return new Dice(seed, stream);
    }

    /** Lets it happen. */
    Outcome run() {
        Optional<String> violation = Optional.empty();
        try {
            computer.start();
            live();
            mend();
            computer.stop();
            oracles.forEach(Oracle::step);
        } catch (Violation e) {
            violation = Optional.of(String.valueOf(e.getMessage()));
            story.tell(() -> "VIOLATION " + e.getMessage());
        } finally {
            if (computer.runs()) {
                computer.perish("the world ends");
            }
        }
        return new Outcome(
                seed,
                Duration.ofNanos(clock.nanos()),
                rows.size(),
                site.process().starts(),
                site.relay().edges().size() / 2,
                story.faults(),
                story.happenings(),
                violation,
                log(),
                story.lines());
    }

    private void live() {
        people.begin();
        operators.begin();
        remote.begin();
        registrar.begin();
        faults.begin();
        // What is old is not looked for before the daemon has run for ten minutes.
        pass(Duration.ofMinutes(site.plan().rules().years() ? dice(12).between(13, 18) : dice(12).between(3, 9)));
    }

    private void mend() {
        people.end();
        faults.heal();
        story.tell(() -> "everything is mended");
        remote.end();
        pass(REST);
        operators.end();
        PersonId last = registrar.end();
        pass(Duration.ofSeconds(5));
        mustOpen(last.value(), () -> people.comes(last, Duration.ofSeconds(5).toNanos()));
        pass(site.plan().unlock().plusSeconds(12));
        mustOpen("the exit button", () -> people.leaveByButton(Duration.ofMillis(300).toNanos()));
        settle();
    }

    private void mustOpen(String who, Runnable comes) {
        long began = clock.nanos();
        comes.run();
        pass(Duration.ofSeconds(6));
        if (!site.relay().releasedWithin(began, clock.nanos())) {
            throw new Violation("MendedDoorOpens", "everything is well, and " + who + " cannot open the door");
        }
    }

    /** Until the hub has everything, or it should have had. */
    private void settle() {
        long end = clock.nanos() + MENDING_MOST.toNanos();
        while (true) {
            pass(Duration.ofSeconds(5));
            rows = read();
            long newest = rows.isEmpty() ? 0 : rows.getLast().seq();
            boolean late = clock.nanos() >= end;
            if (hub.complete() >= newest || late) {
                oracles.forEach(each -> each.settled(rows));
                new Tally(story, site.plan().rules()).count(view.told(rows), rows);
                return;
            }
        }
    }

    private List<Row> read() {
        List<Row> all = new ArrayList<>();
        try (JournalReader reader = new JournalReader(computer.journal())) {
            long from = 1;
            List<JournalEntry> some = reader.range(from, Long.MAX_VALUE, JournalReader.ROWS_MAX);
            while (!some.isEmpty()) {
                some.forEach(entry -> all.add(new Row(entry.seq(), entry.id(), entry.body())));
                from = some.getLast().seq() + 1;
                some = reader.range(from, Long.MAX_VALUE, JournalReader.ROWS_MAX);
            }
        }
        return all;
    }

    private void received(StampedEvent event) {
        story.tell(() -> "the hub gets " + event.stamp().seq() + " " + event.event().type());
        oracles.forEach(each -> each.received(event));
    }

    private void pass(Duration span) {
        long end = clock.nanos() + span.toNanos();
        while (clock.nanos() < end) {
            step(end);
        }
    }

    private void step(long end) {
        agenda.runDue();
        boolean close = agenda.stirred() || site.relay().released() || site.camera().before().isPresent();
        if (clock.nanos() >= nextPicture) {
            site.picture();
            nextPicture = clock.nanos() + Duration.ofMillis(close ? 66 : 1_000).toNanos();
        }
        manager.watch();
        site.keepLedger();
        computer.turn();
        oracles.forEach(Oracle::step);
        long pause = close ? pace.millis(8, 40) : pace.millis(200, 1_000);
        clock.advanceTo(Math.min(Math.min(end, clock.nanos() + pause), Math.max(agenda.nextNanos(), clock.nanos() + 1_000)));
    }

    /** Where the world's files lie is the one thing that differs from run to run. */
    private String log() {
        TreeMap<Long, Row> all = new TreeMap<>(computer.disk().durable());
        rows.forEach(row -> all.put(row.seq(), row));
        EventCodec codec = new EventCodec();
        StringBuilder log = new StringBuilder();
        all.values().forEach(row -> log.append(row).append(' ').append(codec.decode(row.body()).event()).append('\n'));
        return HashChain.hash(log.toString().replace(directory.toString(), "").getBytes(StandardCharsets.UTF_8));
    }
}
