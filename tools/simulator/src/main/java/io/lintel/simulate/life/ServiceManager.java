package io.lintel.simulate.life;

import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/** Starts the daemon again whenever it is no more, as the system does. Of one thread. */
public final class ServiceManager {
    private final VirtualClock clock;
    private final Agenda agenda;
    private final Dice dice;
    private final DoorComputer computer;
    private final Instant beginning;
    private boolean planned;
    private boolean powerless;

    /** At work from the start. */
    public ServiceManager(VirtualClock clock, Agenda agenda, Dice dice, DoorComputer computer, Instant beginning) {
        this.clock = clock;
        this.agenda = agenda;
        this.dice = dice;
        this.computer = computer;
        this.beginning = beginning;
    }

    /** Looks whether it is still there. */
    public void watch() {
        if (!computer.runs() && !planned) {
            planned = true;
            agenda.in(powerless ? dice.millis(3_000, 30_000) : dice.millis(500, 5_000), () -> {
                planned = false;
                computer.start();
            });
            powerless = false;
        }
    }

    /** The power fails; whether the clock survives that is the board's business. */
    public void powerCut(boolean clockLost) {
        computer.perish("the power fails");
        computer.power();
        powerless = true;
        if (clockLost) {
            clock.set(Instant.EPOCH.plusSeconds(dice.between(0, 40)));
            computer.clockQuality(false);
            agenda.in(dice.millis(20_000, 120_000), this::timeServer);
        }
    }

    /** A time server sets the clock right. */
    public void timeServer() {
        clock.set(beginning.plus(Duration.ofNanos(clock.nanos())));
        computer.clockQuality(true);
    }
}
