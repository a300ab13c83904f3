package io.lintel.core.event;

import java.util.Locale;

/** Why a decision fell as it did: the closed vocabulary of every {@code access.*} event. */
public enum Reason {
    /** The evidence for one enrolled person passed the bound. */
    MATCH,
    /** The evidence says that nobody enrolled stands there. */
    UNKNOWN,
    /** Two enrolled people fit about equally well. */
    AMBIGUOUS,
    /** The face did not look alive. */
    LIVENESS,
    /** No face of sufficient quality was seen in time. */
    QUALITY,
    /** The gallery is empty, or holds no template of the active embedding space. */
    NOT_ENROLLED,
    /** The person's validity has ended or not begun. */
    EXPIRED,
    /** Outside the person's schedule, or no group of the person has a rule here. */
    SCHEDULE,
    /** The person is already on that side. */
    ANTIPASSBACK,
    /** The interlock's other door is not secure. */
    INTERLOCK,
    /** The door is locked down. */
    LOCKDOWN,
    /** No consent is on record. */
    CONSENT_MISSING,
    /** A second factor was demanded and did not come. */
    SECOND_FACTOR,
    /** The door cannot record events at present, or does not know yet what was before its start, so it grants none by face. */
    DEGRADED;

    /** The word on the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
