package io.lintel.core.door;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.Refusal;
import io.lintel.core.access.SecondFactorRule.Kind;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides about faces: one decision for each, alone or together with its second factor. Of one thread. */
final class Entrance {
    private final DoorSettings settings;
    private final DoorEvents events;
    private final Admission admission;
    private final Portal portal;
    private final SecondFactor factor;
    private final Timer repeat = new Timer();
    private final Input factorLine = new Input();
    private final Input duressLine = new Input();
    private Optional<PersonId> lastGranted = Optional.empty();

    Entrance(DoorSettings settings, AccessSettings access, Admission admission, Portal portal) {
        this.settings = settings;
        this.events = new DoorEvents(settings.direction());
        this.admission = admission;
        this.portal = portal;
        this.factor = new SecondFactor(access.secondFactor());
    }

    /** The face that waits for its second factor. */
    Optional<PersonId> awaited() {
        return factor.waiting().flatMap(Sighting::person);
    }

    /** When that is over. */
    Timer waiting() {
        return factor.deadline();
    }

    void passTime(Turn turn) {
        factor.tooLate(turn.nanos()).ifPresent(sighting -> deny(sighting, Reason.SECOND_FACTOR, Map.of(), turn));
    }

    void seen(Sighting sighting, Turn turn) {
        if (!sighting.positive()) {
            refuse(sighting, turn);
        } else if (!stillGranted(sighting.person(), turn) && !factor.awaits(sighting.person())) {
            recognised(sighting, turn);
        }
    }

    /** Whether the same person's grant still holds. */
    private boolean stillGranted(Optional<PersonId> person, Turn turn) {
        return portal.lock().grant.running()
                && repeat.running()
                && person.equals(lastGranted)
                && !repeat.expired(turn.nanos());
    }

    private void recognised(Sighting sighting, Turn turn) {
        Optional<Refusal> refusal = refusal(sighting, turn);
        // A door that stands open for everybody asks for nothing more.
        if (refusal.isPresent()) {
            deny(sighting, refusal.get().reason(), refusal.get().detail(), turn);
        } else if (!factor.needed() || portal.lock().alwaysOpen()) {
            grant(sighting, Map.of(), turn);
        } else {
            Optional<Map<String, String>> given = factor.takeGiven(turn.nanos());
            if (given.isPresent()) {
                grant(sighting, given.get(), turn);
            } else {
                factor.take().ifPresent(before -> deny(before, Reason.SECOND_FACTOR, Map.of("overtaken", "true"), turn));
                factor.await(sighting, turn.nanos());
                turn.show(Indication.SECOND_FACTOR);
            }
        }
    }

    void factorLine(boolean active, Turn turn) {
        if (factorLine.sample(active) == Input.Change.BEGAN && factor.accepts(Kind.INPUT)) {
            factorCame(Map.of("second_factor", "input"), turn);
        }
    }

    void duressLine(boolean active, Turn turn) {
        if (duressLine.sample(active) != Input.Change.BEGAN) {
            return;
        }
        Optional<PersonId> who = awaited().or(portal.passing()::last);
        if (factor.accepts(Kind.INPUT)) {
            factorCame(Map.of("second_factor", "input"), turn);
        }
        turn.report(DoorEvents.about(EventType.DOOR_DURESS, who, Map.of("source", "input"), turn.at()));
    }

    void confirm(DoorInput.Confirm confirm, Turn turn) {
        if (!factor.accepts(Kind.COMMAND)) {
            return;
        }
        Optional<PersonId> who = awaited();
        factorCame(Map.of("second_factor", "command", "by", confirm.by()), turn);
        if (confirm.duress()) {
            turn.report(DoorEvents.about(
                    EventType.DOOR_DURESS, who, Map.of("source", "command", "by", confirm.by()), turn.at()));
        }
    }

    private void factorCame(Map<String, String> detail, Turn turn) {
        Optional<Sighting> waiting = factor.take();
        if (waiting.isEmpty()) {
            factor.give(detail, turn.nanos());
            return;
        }
        Optional<Refusal> refusal = refusal(waiting.get(), turn);
        if (refusal.isPresent()) {
            deny(waiting.get(), refusal.get().reason(), refusal.get().detail(), turn);
        } else {
            grant(waiting.get(), detail, turn);
        }
    }

    /** A door that burns is locked down for nobody. */
    private Optional<Refusal> refusal(Sighting sighting, Turn turn) {
        boolean lockdown = portal.lockdown() && !portal.lock().fire();
        return sighting.person().flatMap(person -> admission.refusal(person, lockdown, turn.at()));
    }

    private void grant(Sighting sighting, Map<String, String> how, Turn turn) {
        Optional<PersonId> person = sighting.person();
        Map<String, String> detail = new TreeMap<>(how);
        if (person.filter(each -> admission.twice(each, turn.at())).isPresent()) {
            detail.put("antipassback", "violated");
        }
        boolean unseen = portal.grant(person, admission.extraNanos(person), turn);
        if (unseen && admission.keepsSides()) {
            person.ifPresent(each -> admission.passed(each, turn.at()));
            detail.put("passed", "assumed");
        }
        lastGranted = person;
        repeat.start(turn.nanos(), settings.repeatSuppression().toNanos());
        turn.report(events.granted(sighting, detail, turn.at()));
        turn.show(Indication.GRANTED);
        if (admission.startsAlwaysOpen(person)) {
            portal.alwaysOpen().begin();
            portal.followSchedule(turn);
        }
    }

    private void refuse(Sighting sighting, Turn turn) {
        Map<String, String> detail = sighting.flaw().map(flaw -> Map.of("flaw", flaw)).orElse(Map.of());
        Optional<PersonId> shown = sighting.reason() == Reason.LIVENESS ? sighting.person() : Optional.empty();
        if (shown.filter(person -> admission.attacked(person, turn.nanos())).isPresent()) {
            deny(sighting, Reason.LIVENESS, Map.of("lockout", "begins"), turn);
            turn.show(Indication.ALARM);
        } else {
            deny(sighting, sighting.reason(), detail, turn);
        }
    }

    private void deny(Sighting sighting, Reason reason, Map<String, String> detail, Turn turn) {
        turn.report(events.denied(sighting, reason, detail, turn.at()));
        turn.show(Indication.DENIED);
    }
}
