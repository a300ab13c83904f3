package io.lintel.core.control;

/** What an enrolment does with somebody who is enrolled under another id already. */
public enum Duplicates {
    /** Refuses and names that id. */
    REFUSE,
    /** Enrols, and names that id among the look-alikes. */
    ALLOW
}
