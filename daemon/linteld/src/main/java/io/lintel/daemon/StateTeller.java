package io.lintel.daemon;

import io.lintel.core.control.DoorReport;
import io.lintel.core.door.DoorState;
import io.lintel.core.gallery.Gallery;
import io.lintel.daemon.uplink.StateReport;
import io.lintel.daemon.uplink.UplinkMessage;
import io.lintel.hal.Board;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Tells the uplink how the door stands, whenever that has changed. Threading: the supervisor's. */
final class StateTeller implements Runnable {
    private final Supplier<Wiring> wiring;
    private final Board board;
    private final Mailbox<UplinkMessage> uplink;
    private Optional<StateReport> told = Optional.empty();

    StateTeller(Supplier<Wiring> wiring, Board board, Mailbox<UplinkMessage> uplink) {
        this.wiring = wiring;
        this.board = board;
        this.uplink = uplink;
    }

    @Override
    public void run() {
        StateReport now = report(wiring.get());
        if (told.filter(now::equals).isEmpty() && uplink.offer(new UplinkMessage.State(now))) {
            told = Optional.of(now);
        }
    }

    private StateReport report(Wiring daemon) {
        DoorReport door = daemon.door().report();
        Optional<Gallery> gallery = daemon.register().gallery();
        return new StateReport(
                door.state(),
                door.released(),
                daemon.config().gpio().contact().map(_ -> daemon.door().contactOpen()),
                alarms(door, daemon.door().tampered()),
                daemon.health().troubles(),
                Version.current(),
                daemon.vision().report().bundle(),
                gallery.map(Gallery::revision).orElse(0L),
                daemon.register().digest(),
                gallery.map(Gallery::people).orElse(0),
                board.clock());
    }

    private static List<String> alarms(DoorReport door, boolean tampered) {
        TreeSet<String> alarms = new TreeSet<>();
        if (door.state() == DoorState.FORCED_OPEN) {
            alarms.add("forced");
        }
        if (door.state() == DoorState.HELD_OPEN) {
            alarms.add("held");
        }
        if (door.state() == DoorState.FIRE_RELEASE) {
            alarms.add("fire");
        }
        if (tampered) {
            alarms.add("tamper");
        }
        return List.copyOf(alarms);
    }
}
