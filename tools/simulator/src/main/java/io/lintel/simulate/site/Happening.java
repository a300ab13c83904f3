package io.lintel.simulate.site;

import java.util.Locale;

/** What worlds are about, beside faults: each must come about in some world, or nothing is known of it. */
public enum Happening {
    GRANTED,
    REFUSED_AS_UNKNOWN,
    REFUSED_BY_LIVENESS,
    REFUSED_BY_LOCKDOWN,
    REFUSED_BEFORE_RECALL,
    REFUSED_BY_SCHEDULE,
    REFUSED_BY_VALIDITY,
    REFUSED_BY_PASSBACK,
    REFUSED_BY_INTERLOCK,
    REFUSED_WITHOUT_FACTOR,
    GRANTED_WITH_FACTOR,
    PASSBACK_NOTED,
    PASSAGE_COUNTED,
    PASSAGES_FORGIVEN,
    OTHER_DOOR_UNLOCKED,
    DURESS_TOLD,
    STOOD_OPEN_BY_SCHEDULE,
    STOOD_OPEN_AFTER_FIRST_PERSON,
    WINDOW_ENDED_BY_OPERATOR,
    WINDOW_RESUMED,
    HOLIDAY,
    PERSON_ENROLLED,
    PERSON_ERASED,
    RIGHTS_CHANGED,
    KEYS_ROTATED,
    COMMAND_SENT,
    COMMAND_OBEYED,
    COMMAND_FORGED,
    COMMAND_REPLAYED,
    COMMAND_EXPIRED,
    COMMAND_RETAINED,
    COMMAND_OF_ANOTHER_SESSION,
    COMMAND_FOR_ANOTHER_DOOR,
    COMMAND_NOT_ALLOWED,
    COMMAND_REFUSED,
    MAILBOX_FULL,
    EVENTS_PRUNED;

    /** For people. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
