package io.lintel.core.door;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.Directory;
import io.lintel.core.access.DoorFacts;
import io.lintel.core.access.PassbackRule.Mode;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.Refusal;
import io.lintel.core.access.Whereabouts;
import io.lintel.core.event.Direction;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.Optional;

/** Whom the door may let through: asks the rules, and keeps the facts that they ask for. Of one thread. */
final class Admission {
    private final AccessSettings settings;
    private final Direction.Way way;
    private final Whereabouts whereabouts;
    private final Input partner = new Input();
    private final AttackLockout lockout;
    private Directory people = Directory.UNTOLD;
    private boolean recalled;
    private boolean recording = true;
    private boolean clockTrusted;

    Admission(AccessSettings settings, DoorSettings door) {
        this.settings = settings;
        this.way = door.direction().way();
        this.whereabouts = new Whereabouts(settings.passback());
        this.lockout = new AttackLockout(door.attackLimit(), door.attackLockout());
    }

    /** What speaks against it; empty if the person may pass. */
    Optional<Refusal> refusal(PersonId person, boolean lockdown, Moment at) {
        Optional<Instant> before = settings.passback().mode() == Mode.HARD ? before(person, at) : Optional.empty();
        DoorFacts door = new DoorFacts(
                lockdown, recalled, recording, lockout.holds(person, at.nanos()), clockTrusted, before, partnerOpen());
        return settings.rules().check(people.find(person), at.wall(), door);
    }

    /** Whether the person would pass the same way twice, and is not exempt. */
    boolean twice(PersonId person, Moment at) {
        return before(person, at).isPresent();
    }

    private Optional<Instant> before(PersonId person, Moment at) {
        return whereabouts.before(person, way, at.wall(), clockTrusted)
                .filter(_ -> people.find(person).filter(settings.rules()::passbackExempt).isEmpty());
    }

    /** Whether passages count. */
    boolean keepsSides() {
        return settings.passback().mode() != Mode.OFF;
    }

    void passed(PersonId person, Moment at) {
        whereabouts.passed(person, way, at.wall());
    }

    void heard(DoorInput.Whereabouts heard) {
        whereabouts.heard(heard.person(), heard.way(), heard.at());
    }

    void forgive(Optional<PersonId> person) {
        person.ifPresentOrElse(whereabouts::forget, whereabouts::forgetAll);
    }

    /** How much more time the person needs, nanoseconds. */
    long extraNanos(Optional<PersonId> person) {
        boolean extended = person.flatMap(people::find).filter(PersonFacts::extendedTime).isPresent();
        return extended ? settings.extendedTime().toNanos() : 0;
    }

    /** Whether this person can begin an always-open window. */
    boolean startsAlwaysOpen(Optional<PersonId> person) {
        return person.flatMap(people::find).filter(settings.rules()::startsAlwaysOpen).isPresent();
    }

    /** Somebody presented what looked like this person and not alive; returns whether that locks the person out. */
    boolean attacked(PersonId person, long nowNanos) {
        return lockout.attacked(person, nowNanos);
    }

    /** Whether the interlock's other door is not secure, as far as is known. */
    boolean partnerOpen() {
        return settings.interlock() && (!partner.known() || partner.active());
    }

    Input.Change partner(boolean active) {
        return partner.sample(active);
    }

    void people(Directory directory) {
        people = directory;
        whereabouts.retain(directory);
    }

    /** What was before the start is known now. */
    void recall() {
        recalled = true;
    }

    void recording(boolean possible) {
        recording = possible;
    }

    void clock(boolean trusted) {
        clockTrusted = trusted;
    }

    boolean clockTrusted() {
        return clockTrusted;
    }
}
