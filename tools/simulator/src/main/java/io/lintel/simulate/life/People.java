package io.lintel.simulate.life;

import io.lintel.core.door.DoorInput;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.DoorMessage;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Crowd;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.Rules.Factor;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import io.lintel.simulate.site.Switch;
import io.lintel.simulate.site.Visitor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Those who come and go, break in, and set the house on fire. Of one thread. */
public final class People {
    private static final long TRIES_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final Site site;
    private final Crowd crowd;
    private final DoorComputer computer;
    private final Routine routine;

    /** Nobody there yet. */
    public People(Agenda agenda, Story story, Dice dice, Site site, Crowd crowd, DoorComputer computer) {
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.site = site;
        this.crowd = crowd;
        this.computer = computer;
        this.routine = new Routine(agenda, dice);
    }

    /** Life begins. */
    public void begin() {
        routine.often(Duration.ofSeconds(dice.between(40, 120)), this::visit);
        routine.often(Duration.ofSeconds(dice.between(60, 240)), () -> leaveByButton(dice.millis(120, 900)));
        routine.often(Duration.ofMinutes(dice.between(5, 20)), this::breakIn);
        routine.often(Duration.ofMinutes(dice.between(8, 30)), this::fire);
        routine.often(Duration.ofMinutes(dice.between(8, 30)), this::tamper);
        if (site.plan().rules().duress()) {
            routine.often(Duration.ofMinutes(dice.between(2, 6)), () -> site.keypad().duress(dice.between(0, 4), dice.millis(1, 3)));
        }
        if (site.plan().rules().factor() != Factor.NONE) {
            routine.often(Duration.ofMinutes(dice.between(2, 5)), this::giveFactor);
        }
        if (site.plan().rules().interlock()) {
            routine.often(Duration.ofSeconds(dice.between(15, 40)), () -> site.otherDoor().faceComes(dice.millis(0, 60), dice.millis(1_500, 8_000)));
            routine.often(Duration.ofMinutes(dice.between(1, 4)), () -> site.otherDoor().leaves(dice.millis(1_500, 8_000)));
        }
    }

    /** Nobody comes any more. */
    public void end() {
        routine.end();
        site.otherDoor().end();
    }

    private void visit() {
        double kind = dice.random().nextDouble();
        visit(kind < 0.6 ? crowd.employee(dice) : kind < 0.8 ? crowd.stranger(dice) : crowd.attacker(dice), dice.millis(1_500, 6_000));
        if (site.plan().rules().factor() != Factor.NONE && dice.chance(0.75)) {
            // Mostly in time, sometimes too late, and sometimes by somebody else who comes along.
            agenda.in(dice.chance(0.8) ? dice.millis(0, 2_500) : dice.millis(2_500, 15_000), this::giveFactor);
        }
    }

    private void giveFactor() {
        boolean forced = dice.chance(0.15);
        switch (site.plan().rules().factor()) {
            case INPUT -> {
                if (forced && site.plan().rules().duress()) {
                    site.keypad().duress(dice.between(0, 4), dice.millis(1, 3));
                } else {
                    site.keypad().code(dice.between(0, 4), dice.millis(1, 3));
                }
            }
            case COMMAND -> {
                DoorInput confirm = new DoorInput.Confirm("local:operator", forced);
                if (computer.tell(new DoorMessage.Asked(confirm, new CompletableFuture<>()))) {
                    story.tell(() -> "an operator: " + confirm);
                    site.keypad().word(forced);
                }
            }
            case NONE -> { /* Nobody asks for one. */ }
        }
    }

    /** This person comes with all it takes, and waits until the door opens, at most this long. */
    public void comes(PersonId person, long patience) {
        visit(crowd.employee(person, dice), patience);
        if (site.plan().rules().factor() != Factor.NONE) {
            agenda.in(dice.millis(500, 1_500), this::giveFactor);
        }
    }

    private void visit(Visitor visitor, long stay) {
        if (site.camera().before().isPresent()) {
            return;
        }
        story.tell(() -> visitor + " comes");
        site.camera().enter(visitor);
        agenda.stir();
        agenda.in(stay, () -> leaves(visitor));
        if (visitor.genuine()) {
            agenda.in(dice.millis(300, 900), () -> tries(visitor));
        }
    }

    private void tries(Visitor visitor) {
        if (site.camera().before().filter(who -> who == visitor).isEmpty()) {
            return;
        }
        if (dice.chance(0.8) && pulls()) {
            agenda.in(dice.millis(200, 800), () -> leaves(visitor));
        } else {
            agenda.in(TRIES_EVERY_NANOS, () -> tries(visitor));
        }
    }

    private void leaves(Visitor visitor) {
        if (site.camera().before().filter(who -> who == visitor).isPresent()) {
            story.tell(() -> visitor + " leaves");
            site.camera().leave(visitor);
            agenda.stir();
        }
    }

    private boolean pulls() {
        boolean was = site.isOpen();
        boolean opened = site.pull();
        if (opened && !was) {
            agenda.in(dice.chance(0.1) ? dice.millis(25_000, 90_000) : dice.millis(900, 6_000), site::close);
        }
        return opened;
    }

    /** Somebody inside presses the button for so long, and leaves. */
    public void leaveByButton(long press) {
        if (site.at(Switch.Role.REX).active() || site.at(Switch.Role.REX).restless()) {
            return;
        }
        story.tell(() -> "somebody presses the exit button");
        site.exitButton(true, dice.between(0, 4), dice.millis(1, 3));
        agenda.in(press, () -> site.exitButton(false, dice.between(0, 4), dice.millis(1, 3)));
        if (dice.chance(0.8)) {
            agenda.in(dice.millis(500, 1_500), this::pulls);
        }
    }

    private void breakIn() {
        story.tell(() -> "somebody breaks the door open");
        site.force();
        agenda.in(dice.millis(2_000, 60_000), site::close);
    }

    private void fire() {
        if (site.at(Switch.Role.FIRE).active()) {
            return;
        }
        story.tell(() -> "fire!");
        flip(Switch.Role.FIRE, true);
        agenda.in(dice.millis(3_000, 60_000), () -> flip(Switch.Role.FIRE, false));
    }

    private void tamper() {
        flip(Switch.Role.TAMPER, true);
        agenda.in(dice.millis(3_000, 60_000), () -> flip(Switch.Role.TAMPER, false));
    }

    private void flip(Switch.Role role, boolean active) {
        story.tell(() -> role.key() + (active ? " begins" : " ends"));
        site.at(role).bounce(active, dice.between(0, 3), dice.millis(1, 3));
        agenda.stir();
    }
}
