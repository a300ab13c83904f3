package io.lintel.simulate.life;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Crowd;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.Happening;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who enrols people, erases them, and says what they may. Of one thread. */
public final class Registrar {
    private static final List<String> GROUPS = List.of("staff", "staff", "rovers", "nobody");

    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final Site site;
    private final Rules rules;
    private final DoorComputer computer;
    private final Crowd crowd;
    private final LocalDate today;
    private final Routine routine;

    /** At rest. */
    public Registrar(
            Agenda agenda, Story story, Dice dice, Site site, DoorComputer computer, Crowd crowd, LocalDate today) {
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.site = site;
        this.rules = site.plan().rules();
        this.computer = computer;
        this.crowd = crowd;
        this.today = today;
        this.routine = new Routine(agenda, dice);
    }

    /** Comes to work. */
    public void begin() {
        if (rules.staffHours().isPresent() || rules.validity()) {
            crowd.enrolled().forEach(this::rights);
            routine.often(Duration.ofSeconds(dice.between(60, 200)), () -> rights(dice.pick(crowd.people())));
        }
        if (rules.registrar()) {
            routine.often(Duration.ofSeconds(dice.between(40, 120)), this::change);
        }
    }

    /** Goes home; whoever is returned is enrolled, as the last one if people were enrolled at all, and may pass at any time. */
    public PersonId end() {
        routine.end();
        PersonId last = dice.pick(crowd.people());
        if (rules.registrar()) {
            erase(last);
            enrol(last);
        } else if (!site.roster().enrolled(last)) {
            last = crowd.enrolled().getFirst();
        }
        allow(PersonFacts.plain(last));
        return last;
    }

    private void change() {
        PersonId person = dice.pick(crowd.people());
        if (dice.chance(0.1)) {
            if (computer.control(control -> control.rotateKeys())) {
                story.saw(Happening.KEYS_ROTATED);
                story.tell(() -> "the people are sealed with another key");
            }
        } else if (site.roster().enrolled(person)) {
            erase(person);
        } else {
            enrol(person);
        }
    }

    private void erase(PersonId person) {
        if (computer.control(control -> control.removePerson(person))) {
            story.saw(Happening.PERSON_ERASED);
            story.tell(() -> person + " is erased");
            site.roster().changed(person, Optional.empty());
            agenda.stir();
        }
    }

    private void enrol(PersonId person) {
        if (computer.enrol(person)) {
            story.saw(Happening.PERSON_ENROLLED);
            story.tell(() -> person + " is enrolled");
            site.roster().changed(person, Optional.of(PersonFacts.plain(person)));
        }
    }

    private void rights(PersonId person) {
        if (!site.roster().enrolled(person)) {
            return;
        }
        boolean grouped = rules.staffHours().isPresent() && dice.chance(0.8);
        boolean dated = rules.validity() && dice.chance(0.7);
        // Some of it lies in the past or in the future, and some ends or begins when the clock is set.
        LocalDate from = today.plusDays(dice.between(-3, 1));
        allow(new PersonFacts(
                person,
                grouped ? Set.of(dice.pick(GROUPS)) : Set.of(),
                dated && dice.chance(0.5) ? Optional.of(from) : Optional.empty(),
                dated ? Optional.of(from.plusDays(dice.between(0, 4))) : Optional.empty(),
                false));
    }

    private void allow(PersonFacts facts) {
        if (computer.control(control -> control.access(facts))) {
            story.saw(Happening.RIGHTS_CHANGED);
            story.tell(() -> "from now on " + facts);
            site.roster().changed(facts.id(), Optional.of(facts));
        }
    }
}
