package io.lintel.daemon;

import io.lintel.core.door.DoorInput;
import io.lintel.daemon.health.Component;
import io.lintel.hal.Edge;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Watches one input line and tells the door agent its state at once and every change after. An edge is never dropped: while the
 * door agent does not take it, it is offered again and the health says so. A line that went away is opened again with back-off.
 *
 * <p>Where the kernel's buffer overflowed, edges are missing in the sequence: two in a row the same way have one the other way between
 * them, which is told as well, and the level is read again at the end. So a press among the lost ones still counts. A button that is
 * found active is a state and no press, and the health says so until it is let go.
 */
public final class InputAgent implements Agent {
    /** Makes the door's input of a level. */
    @FunctionalInterface
    public interface Meaning {
        /** The input for this level. */
        DoorInput of(boolean active);

        /** The input for a line that is gone; empty if its last level is the best guess. */
        default Optional<DoorInput> gone() {
            return Optional.empty();
        }

        /** Whether only becoming active says something: a button, which somebody lets go again. */
        default boolean button() {
            return false;
        }
    }

    private static final long BACK_OFF_FIRST_NANOS = 250_000_000L;
    private static final long BACK_OFF_LIMIT_NANOS = 5_000_000_000L;
    /** How long the door agent may take before its deafness shows in health. */
    private static final long OFFER_NANOS = 10_000_000L;
    private static final int EDGES_PER_CYCLE = 16;

    private final String name;
    private final Supplier<InputLine> opener;
    private final Meaning meaning;
    private final Mailbox<DoorMessage> door;
    private final Component health;
    private final BackOff backOff;
    private Optional<InputLine> line = Optional.empty();
    private Optional<Edge> waiting = Optional.empty();
    private final ArrayDeque<DoorMessage> unsent = new ArrayDeque<>();
    private long nextSequence = -1;
    /** The level that was told last; meaningful while the line is open. */
    private boolean level;
    /** Whether edges were lost since the level was last read. */
    private boolean doubtful;
    private boolean stuck;

    /**
     * An agent with its line still closed.
     *
     * @param name the input's key in the configuration: {@code contact}, {@code rex}, …
     */
    public InputAgent(
            String name,
            Supplier<InputLine> opener,
            Meaning meaning,
            Mailbox<DoorMessage> door,
            Component health,
            RandomGenerator random) {
        this.name = name;
        this.opener = opener;
        this.meaning = meaning;
        this.door = door;
        this.health = health;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    @Override
    public String roleName() {
        return "input-" + name;
    }

    @Override
    public int doWork(long nowNanos) {
        if (!unsent.isEmpty() && !flush()) {
            return 0;
        }
        if (line.isEmpty()) {
            return open(nowNanos) ? 1 : 0;
        }
        try {
            return drain(line.get());
        } catch (HalException e) {
            close();
            meaning.gone().ifPresent(this::send);
            backOff.failed(nowNanos);
            health.offline(String.valueOf(e.getMessage()), "check the wiring and [gpio." + name + "]; it is tried again by itself");
            return 0;
        }
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (line.isEmpty() || !unsent.isEmpty()) {
            Thread.sleep(Duration.ofNanos(Math.min(timeoutNanos, 20_000_000L)));
            return;
        }
        try {
            waiting = line.get().await(timeoutNanos);
        } catch (HalException _) {
            // The next cycle meets the same failure and deals with it.
        }
    }

    @Override
    public void onClose() {
        close();
    }

    private int drain(InputLine open) {
        for (int edges = 0; edges < EDGES_PER_CYCLE; edges++) {
            Optional<Edge> next = waiting.isPresent() ? waiting : open.await(0);
            waiting = Optional.empty();
            if (next.isEmpty()) {
                return edges + readAgain(open);
            }
            Edge edge = next.get();
            boolean gap = nextSequence >= 0 && edge.sequence() != nextSequence;
            nextSequence = edge.sequence() + 1;
            doubtful |= gap;
            if (gap && edge.active() == level) {
                tell(!edge.active());
            }
            if (!tell(edge.active())) {
                return edges + 1;
            }
        }
        return EDGES_PER_CYCLE;
    }

    private int readAgain(InputLine open) {
        if (!doubtful) {
            return 0;
        }
        doubtful = false;
        boolean now = open.isActive();
        if (now == level) {
            return 0;
        }
        tell(now);
        return 1;
    }

    private boolean open(long nowNanos) {
        if (!backOff.ready(nowNanos)) {
            return false;
        }
        try {
            InputLine fresh = opener.get();
            line = Optional.of(fresh);
            nextSequence = -1;
            doubtful = false;
            backOff.succeeded();
            boolean active = fresh.isActive();
            stuck = active && meaning.button();
            well();
            tell(active);
            return true;
        } catch (HalException e) {
            close();
            backOff.failed(nowNanos);
            health.offline(String.valueOf(e.getMessage()), "check [gpio." + name + "]; see lintel gpio list");
            return false;
        }
    }

    /** Returns whether the door agent has taken all. */
    private boolean tell(boolean active) {
        level = active;
        if (stuck && !active) {
            stuck = false;
            well();
        }
        return send(meaning.of(active));
    }

    private boolean send(DoorInput input) {
        unsent.add(new DoorMessage.Input(input));
        return unsent.size() == 1 ? offer() : flush();
    }

    /** Offers what the door agent has not taken before. */
    private boolean flush() {
        while (!unsent.isEmpty()) {
            if (!offer()) {
                return false;
            }
        }
        if (line.isPresent()) {
            well();
        }
        return true;
    }

    private boolean offer() {
        boolean sent = door.offer(unsent.element(), OFFER_NANOS);
        if (sent) {
            unsent.remove();
        } else {
            health.degraded("the door agent takes no inputs", "the watchdog restarts the service if this lasts");
        }
        return sent;
    }

    private void well() {
        if (stuck) {
            health.degraded(
                    "active ever since the line was opened; at a start that is no press",
                    "let it go and press again; if it is stuck, check the wiring and active-low under [gpio." + name + "]");
        } else {
            health.ok("line open");
        }
    }

    private void close() {
        line.ifPresent(InputLine::close);
        line = Optional.empty();
        waiting = Optional.empty();
    }
}
