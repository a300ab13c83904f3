package io.lintel.simulate.life;

import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import java.time.Duration;

/** Things that happen again and again, each in its own time, until it is over. Of one thread. */
final class Routine {
    private final Agenda agenda;
    private final Dice dice;
    private boolean over;

    Routine(Agenda agenda, Dice dice) {
        this.agenda = agenda;
        this.dice = dice;
    }

    /** This happens about that often. */
    void often(Duration mean, Runnable what) {
        agenda.in(dice.next(mean), () -> {
            if (!over) {
                what.run();
                often(mean, what);
            }
        });
    }

    /** This happens after so long, unless it is over by then. */
    void later(long nanos, Runnable what) {
        agenda.in(nanos, () -> {
            if (!over) {
                what.run();
            }
        });
    }

    /** Nothing of it happens any more. */
    void end() {
        over = true;
    }
}
