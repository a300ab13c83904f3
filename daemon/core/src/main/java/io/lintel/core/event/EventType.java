package io.lintel.core.event;

/** The kinds of events a door reports, with their CloudEvents {@code type}. */
public enum EventType {
    /** The door was unlocked for a person. */
    ACCESS_GRANTED("io.lintel.access.granted.v1"),
    /** Somebody stood there and the door stayed locked; the reason says why. */
    ACCESS_DENIED("io.lintel.access.denied.v1"),
    /** The door was opened on a grant, by whom it was given to. Reported where anti-passback counts passages. */
    ACCESS_PASSED("io.lintel.access.passed.v1"),
    /** An operator forgave a person's passages, or everybody's. */
    ACCESS_FORGIVEN("io.lintel.access.forgiven.v1"),
    /** The request-to-exit button unlocked the door. */
    DOOR_REX("io.lintel.door.rex.v1"),
    /** The contact opened with neither grant nor request to exit. */
    DOOR_FORCED("io.lintel.door.forced.v1"),
    /** The door has been open longer than allowed; {@code detail.stage} is {@code warning} or {@code alarm}. */
    DOOR_HELD("io.lintel.door.held.v1"),
    /** A held or forced door was closed again. */
    DOOR_SECURED("io.lintel.door.secured.v1"),
    /** Unlocked by an operator or, {@code detail.by} being {@code schedule}, for an always-open window. */
    DOOR_UNLOCKED("io.lintel.door.unlocked.v1"),
    /** Locked by an operator, at the end of an always-open window, or since the interlock's other door opened. */
    DOOR_LOCKED("io.lintel.door.locked.v1"),
    /** The housing was opened or closed again. */
    DOOR_TAMPER("io.lintel.door.tamper.v1"),
    /** Somebody acts under duress. Nothing shows it at the door. */
    DOOR_DURESS("io.lintel.door.duress.v1"),
    /** The fire alarm released the door, or ended. */
    DOOR_FIRE("io.lintel.door.fire.v1"),
    /** Lockdown began or ended. */
    DOOR_LOCKDOWN("io.lintel.door.lockdown.v1"),
    /** A person was added or got new templates. */
    PERSON_ENROLLED("io.lintel.person.enrolled.v1"),
    /** What the rules know of a person was changed: groups, validity, needs. */
    PERSON_CHANGED("io.lintel.person.changed.v1"),
    /** A person and all templates were removed. */
    PERSON_REMOVED("io.lintel.person.removed.v1"),
    /** Everything about the people was sealed with another key. */
    PEOPLE_REKEYED("io.lintel.people.rekeyed.v1"),
    /** A command from afar was refused; {@code detail.refusal} says why. Of a flood only some are reported. */
    COMMAND_REFUSED("io.lintel.command.refused.v1"),
    /** The daemon started. */
    HEALTH_STARTED("io.lintel.health.started.v1"),
    /** The daemon stopped on purpose. */
    HEALTH_STOPPED("io.lintel.health.stopped.v1"),
    /** The wall clock was set, or began or ceased to be synchronised; {@code detail} says by how much. */
    HEALTH_CLOCK("io.lintel.health.clock.v1"),
    /** A component changed its health; {@code detail} names component, state and cause. */
    HEALTH_CHANGED("io.lintel.health.changed.v1");

    private final String type;

    EventType(String type) {
        this.type = type;
    }

    /** The CloudEvents {@code type} attribute. */
    public String type() {
        return type;
    }
}
