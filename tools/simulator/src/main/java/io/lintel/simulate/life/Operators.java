package io.lintel.simulate.life;

import io.lintel.core.door.DoorInput;
import io.lintel.daemon.DoorMessage;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Happening;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Those who command the door, sometimes twice and sometimes late. Of one thread. */
public final class Operators {
    private static final String NAME = "local:operator";
    /** More than any mailbox holds. */
    private static final int WORDS_MAX = 10_000;

    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final Site site;
    private final DoorComputer computer;
    private final Set<Fault> faults;
    private final People people;
    private final Routine routine;
    private boolean gone;

    /** At rest. */
    public Operators(Agenda agenda, Story story, Dice dice, Site site, DoorComputer computer, Set<Fault> faults, People people) {
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.site = site;
        this.computer = computer;
        this.faults = faults;
        this.people = people;
        this.routine = new Routine(agenda, dice);
    }

    /** They come to work. */
    public void begin() {
        Rules rules = site.plan().rules();
        routine.often(Duration.ofSeconds(dice.between(60, 300)), this::command);
        if (rules.alwaysOpen().isPresent()) {
            routine.often(Duration.ofSeconds(dice.between(60, 300)), () -> tell(new DoorInput.Resume(NAME)));
        }
        if (rules.passback() != Rules.Passback.OFF) {
            routine.often(Duration.ofSeconds(dice.between(60, 300)), () -> tell(new DoorInput.Forgive(NAME, Optional.empty())));
        }
        if (rules.crowded()) {
            routine.often(Duration.ofSeconds(dice.between(60, 200)), this::crowd);
        }
    }

    /** They go home, and end what they began. */
    public void end() {
        routine.end();
        gone = true;
        tell(new DoorInput.Lockdown(NAME, false));
        if (site.plan().rules().passback() != Rules.Passback.OFF) {
            tell(new DoorInput.Forgive(NAME, Optional.empty()));
        }
    }

    /** So many words come at once to a door that is held up that it cannot take one more; and somebody wants to leave. */
    private void crowd() {
        if (!computer.runs()) {
            return;
        }
        computer.stall("door", dice.millis(50, 250));
        int words = 0;
        while (words < WORDS_MAX && computer.tell(new DoorMessage.Input(new DoorInput.Tick()))) {
            words++;
        }
        story.tell(() -> "the door is told more than it can take");
        story.saw(Happening.MAILBOX_FULL);
        people.leaveByButton(dice.millis(300, 900));
    }

    private void command() {
        DoorInput command = switch (dice.between(0, 9)) {
            case 0, 1, 2, 3 -> new DoorInput.Unlock(NAME, Duration.ofMillis(dice.between(500, 150_000)));
            case 4, 5 -> new DoorInput.Lock(NAME);
            case 6, 7 -> new DoorInput.Lockdown(NAME, true);
            default -> new DoorInput.Lockdown(NAME, false);
        };
        long late = 0;
        if (faults.contains(Fault.COMMAND_LATE) && dice.chance(0.2)) {
            late = dice.millis(500, 20_000);
            story.fault(Fault.COMMAND_LATE, command::toString);
        }
        agenda.in(late, () -> arrives(command));
        if (faults.contains(Fault.COMMAND_REPEATED) && dice.chance(0.2)) {
            story.fault(Fault.COMMAND_REPEATED, command::toString);
            agenda.in(late + dice.millis(0, 10_000), () -> arrives(command));
        }
    }

    /** Unless its sender has gone home meanwhile: what then comes would undo what they left. */
    private void arrives(DoorInput command) {
        if (!gone) {
            tell(command);
        }
    }

    private void tell(DoorInput command) {
        if (!computer.tell(new DoorMessage.Asked(command, new CompletableFuture<>()))) {
            return;
        }
        story.tell(() -> "an operator: " + command);
        agenda.stir();
        switch (command) {
            case DoorInput.Unlock(var by, Duration hold) when !site.lockdownFor(0) -> {
                Duration most = site.plan().maxOperatorUnlock();
                site.causes().lasts(Causes.Kind.OPERATOR, (hold.compareTo(most) < 0 ? hold : most).toNanos());
            }
            case DoorInput.Lock(var by) -> site.causes().cancel();
            case DoorInput.Lockdown(var by, boolean active) -> site.lockdown(active);
            case DoorInput.Resume(var by) -> site.openHours().somebodyCame();
            default -> { /* Refused. */ }
        }
    }
}
