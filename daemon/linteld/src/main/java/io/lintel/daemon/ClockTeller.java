package io.lintel.daemon;

import io.lintel.core.door.DoorInput;
import io.lintel.daemon.config.Config.ClockTrust;
import io.lintel.hal.ClockQuality;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells the door whether its wall clock can be believed, whenever that has changed. Threading: the supervisor's. */
final class ClockTeller implements Runnable {
    /** A clock that shows less was never set: no door with this program is older. */
    static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private final Supplier<ClockQuality> quality;
    private final InstantSource wall;
    private final ClockTrust trust;
    private final Mailbox<DoorMessage> door;
    private Optional<Boolean> told = Optional.empty();

    ClockTeller(Supplier<ClockQuality> quality, InstantSource wall, ClockTrust trust, Mailbox<DoorMessage> door) {
        this.quality = quality;
        this.wall = wall;
        this.trust = trust;
        this.door = door;
    }

    @Override
    public void run() {
        boolean kept = trust == ClockTrust.BATTERY || quality.get().synchronised();
        boolean trusted = kept && !wall.instant().isBefore(EARLIEST);
        if (told.filter(before -> before == trusted).isEmpty() && door.offer(new DoorMessage.Input(new DoorInput.Clock(trusted)))) {
            told = Optional.of(trusted);
        }
    }
}
