package io.lintel.daemon;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthReport;
import io.lintel.core.control.HealthState;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.Health;
import io.lintel.hal.Board;
import io.lintel.hal.ServiceNotifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Watches the others: says ready once the door can be opened, feeds the watchdog only while every agent is fresh, writes changes
 * of health to the journal, and keeps an eye on the board.
 */
public final class Supervisor implements Agent {
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long BOARD_NANOS = 10 * TICK_NANOS;
    private static final double HOT_CELSIUS = 80;

    private final Health health;
    private final List<DutyCycle> duties;
    private final Component agents;
    private final Component boardHealth;
    private final Board board;
    private final ServiceNotifier notifier;
    private final EventSink journal;
    private final InstantSource wall;
    private final List<Runnable> chores;
    private final long tickNanos;
    private Optional<ComponentHealth> unrecorded = Optional.empty();
    private String lastStatus = "";
    private boolean ready;
    private boolean begun;
    private long nextNanos;
    private long nextBoardNanos;

    /**
     * A supervisor of these agents.
     *
     * @param chores short errands for every tick
     */
    public Supervisor(
            Health health,
            List<DutyCycle> duties,
            Board board,
            ServiceNotifier notifier,
            EventSink journal,
            InstantSource wall,
            List<Runnable> chores) {
        this.health = health;
        this.duties = duties;
        this.agents = health.component("agents");
        this.boardHealth = health.component("board");
        this.board = board;
        this.notifier = notifier;
        this.journal = journal;
        this.wall = wall;
        this.chores = List.copyOf(chores);
        // Half the watchdog's patience, so that one late tick is forgiven.
        this.tickNanos = Math.min(TICK_NANOS, notifier.watchdog().map(Duration::toNanos).orElse(Long.MAX_VALUE) / 2);
    }

    @Override
    public String roleName() {
        return "supervisor";
    }

    @Override
    public int doWork(long nowNanos) {
        if (begun && nowNanos - nextNanos < 0) {
            return 0;
        }
        if (!begun) {
            nextBoardNanos = nowNanos;
            begun = true;
        }
        nextNanos = nowNanos + tickNanos;
        boolean fresh = lookAtAgents(nowNanos);
        if (nowNanos - nextBoardNanos >= 0) {
            nextBoardNanos = nowNanos + BOARD_NANOS;
            lookAtBoard();
        }
        chores.forEach(Runnable::run);
        health.settle(nowNanos);
        recordChanges(nowNanos);
        tell(fresh);
        return 1;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.min(timeoutNanos, tickNanos)));
    }

    @Override
    public void onClose() {
        notifier.stopping();
    }

    private boolean lookAtAgents(long nowNanos) {
        String stale = duties.stream()
                .filter(duty -> !duty.fresh(nowNanos))
                .map(DutyCycle::role)
                .collect(Collectors.joining(", "));
        String failing = duties.stream().filter(DutyCycle::failing).map(DutyCycle::role).collect(Collectors.joining(", "));
        if (!stale.isEmpty()) {
            agents.offline(stale + ": hangs", "the watchdog restarts the service if this lasts; report the log");
        } else if (!failing.isEmpty()) {
            agents.degraded(failing + ": fails and is tried again", "report the log");
        } else {
            agents.ok("all " + duties.size() + " fresh");
        }
        return stale.isEmpty();
    }

    private void lookAtBoard() {
        List<String> throttling = board.throttling();
        boolean hot = board.temperatureCelsius().orElse(0) > HOT_CELSIUS;
        if (!throttling.isEmpty()) {
            boardHealth.degraded("slowed down: " + String.join(", ", throttling), "check power supply and cooling");
        } else if (hot) {
            boardHealth.degraded("hotter than " + (int) HOT_CELSIUS + " °C", "improve the cooling");
        } else if (!board.clock().synchronised()) {
            boardHealth.degraded("the wall clock is not synchronised", "give the board a time server or a battery-backed clock");
        } else {
            boardHealth.ok(board.info().model());
        }
    }

    private void recordChanges(long nowNanos) {
        for (int changes = 0; changes < Health.CHANGES_PER_TICK_MAX; changes++) {
            if (unrecorded.isEmpty()) {
                unrecorded = health.takeChange();
            }
            if (unrecorded.isEmpty() || !journal.offer(event(unrecorded.get(), nowNanos))) {
                return;
            }
            unrecorded = Optional.empty();
        }
    }

    private DoorEvent event(ComponentHealth change, long nowNanos) {
        return DoorEvent.of(EventType.HEALTH_CHANGED, new Moment(nowNanos, wall.instant()), Map.of(
                "component", change.component(),
                "state", word(change.state()),
                "cause", change.detail()));
    }

    private void tell(boolean fresh) {
        if (fresh) {
            if (!ready && duties.stream().allMatch(duty -> duty.cycles() > 0)) {
                notifier.ready();
                ready = true;
            }
            notifier.alive();
        }
        String status = status(health.report());
        if (!status.equals(lastStatus)) {
            notifier.status(status);
            lastStatus = status;
        }
    }

    private static String status(HealthReport report) {
        if (report.overall() == HealthState.OK) {
            return "ok";
        }
        return report.components().stream()
                .filter(each -> each.state() != HealthState.OK)
                .map(each -> each.component() + " " + word(each.state()) + ": " + each.detail())
                .collect(Collectors.joining("; "));
    }

    private static String word(HealthState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
