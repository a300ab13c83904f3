package io.lintel.simulate.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is given beside a face, by key or by word, and the button for those who are forced to. Of one thread. */
public final class Keypad {
    private final Agenda agenda;
    private final Story story;
    private final Site site;
    private final List<Long> given = new ArrayList<>();
    private final List<Long> duresses = new ArrayList<>();

    Keypad(Agenda agenda, Story story, Site site) {
        this.agenda = agenda;
        this.story = story;
        this.site = site;
    }

    /** When a second factor was given, oldest first. */
    public List<Long> given() {
        return given;
    }

    /** When somebody was forced and the door was told of it. */
    public List<Long> duresses() {
        return duresses;
    }

    /** An operator's word is the factor; given under duress or not. */
    public void word(boolean forced) {
        if (forced) {
            duresses.add(agenda.now());
        }
        give();
        agenda.stir();
    }

    private void give() {
        given.add(agenda.now());
        site.factorCame();
    }

    /** Somebody gives the right code; with this much bouncing. */
    public void code(int bounces, long gapNanos) {
        if (press(Switch.Role.SECOND_FACTOR, bounces, gapNanos)) {
            give();
        }
    }

    /** Somebody gives the code for those who are forced to. */
    public void duress(int bounces, long gapNanos) {
        if (press(Switch.Role.DURESS, bounces, gapNanos)) {
            duresses.add(agenda.now());
            if (site.plan().rules().factor() == Rules.Factor.INPUT) {
                give();
            }
        }
    }

    private boolean press(Switch.Role role, int bounces, long gapNanos) {
        Switch key = site.at(role);
        if (!site.plan().fitted(role) || key.active() || key.restless()) {
            return false;
        }
        story.tell(() -> "somebody presses " + role.key());
        key.bounce(true, bounces, gapNanos);
        agenda.in(Duration.ofMillis(400).toNanos(), () -> {
            key.set(false);
            agenda.stir();
        });
        agenda.stir();
        return true;
    }
}
