package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.broker.SimBroker;
import io.lintel.simulate.broker.SimHub;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.disk.SimDisk;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be seen of a world from outside the door.
 *
 * @param clock the world's time
 * @param site wires, lock, leaf and people
 * @param computer whether it runs
 * @param disk what it said is written
 * @param broker what stands there
 * @param hub what it got
 */
public record View(VirtualClock clock, Site site, DoorComputer computer, SimDisk disk, SimBroker broker, SimHub hub) {
    long now() {
        return clock.nanos();
    }

    /** Every oracle there is, fresh. */
    public List<Oracle> oracles() {
        return List.of(
                new AgentsDoNotThrow(this),
                new StartsAndStopsAtRest(this),
                new LockdownHolds(this),
                new NoReleaseWithoutCause(this),
                new ReleaseEnds(this),
                new FireReleases(this),
                new ExitButtonOpens(this),
                new GrantIsDeserved(this),
                new GrantIsReleased(this),
                new GrantIsToldOnce(),
                new ReleaseIsTold(this),
                new ForcingIsTold(this),
                new TimesHold(this),
                new NumbersHold(),
                new NothingIsLost(this),
                new HubHasAll(this),
                new StatusIsTrue(this),
                new GrantKeepsRules(this),
                new MemoryComesFirst(this),
                new PassbackHolds(this),
                new InterlockHolds(this),
                new FactorIsGiven(this),
                new DuressIsTold(this),
                new WindowsHold(this),
                new CommandsAreSigned(this));
    }

    /** When that was; empty if it names a boot that never was. */
    Optional<Told> told(StampedEvent event) {
        String boot = event.stamp().boot();
        return site.process().knows(boot)
                ? Optional.of(new Told(event, site.process().nanosOf(boot, event.event().monoNanos())))
                : Optional.empty();
    }

    /** Everything the journal and the hub know, by number. */
    public List<Told> told(List<Row> rows) {
        EventCodec codec = new EventCodec();
        TreeMap<Long, StampedEvent> all = new TreeMap<>();
        hub.events().values().forEach(event -> all.put(event.stamp().seq(), event));
        rows.stream().filter(row -> !all.containsKey(row.seq())).forEach(row -> all.put(row.seq(), codec.decode(row.body())));
        return all.values().stream().flatMap(event -> told(event).stream()).toList();
    }

    static String moment(long nanos) {
        Duration since = Duration.ofNanos(nanos);
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%03d", since.toHours(), since.toMinutesPart(), since.toSecondsPart(), since.toMillisPart());
    }
}
