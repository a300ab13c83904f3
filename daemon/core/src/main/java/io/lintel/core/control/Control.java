package io.lintel.core.control;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may be asked of a door: of a running daemon over its socket, of the daemon in-process, or, as far as it needs no
 * hardware, of a state directory without a daemon. Threading: any thread; calls may take as long as a model or a disk does.
 *
 * <p>Every method throws {@link ControlException} when refused or failed.
 */
public interface Control extends AutoCloseable {
    /** The daemon in one page. */
    StatusReport status();

    /** Every component's health. */
    HealthReport health();

    /**
     * Enrols a person from photographs, or gives an enrolled one new templates instead of the old.
     *
     * @param name the name for people, 1..200 characters
     * @param photos 1..{@link ControlLimits#PHOTOS_MAX}; each must show exactly one usable face, and the same person as the others and
     *     as the templates already enrolled, to be used
     * @param duplicates what to do when another id is that person already
     */
    EnrolmentReport addPerson(PersonId id, String name, List<Photo> photos, Duplicates duplicates);

    /** As {@link #addPerson(PersonId, String, List, Duplicates)}, refusing duplicates. */
    default EnrolmentReport addPerson(PersonId id, String name, List<Photo> photos) {
        return addPerson(id, name, photos, Duplicates.REFUSE);
    }

    /**
     * Enrols the person who stands before the door's camera now; waits up to ten seconds for a good face.
     *
     * @param duplicates what to do when another id is that person already
     */
    EnrolmentReport capturePerson(PersonId id, String name, Duplicates duplicates);

    /** As {@link #capturePerson(PersonId, String, Duplicates)}, refusing duplicates. */
    default EnrolmentReport capturePerson(PersonId id, String name) {
        return capturePerson(id, name, Duplicates.REFUSE);
    }

    /** Everybody enrolled. */
    PeopleReport people();

    /** One person; refused if unknown. */
    PersonReport person(PersonId id);

    /** Forgets a person and all templates; refused if unknown. */
    void removePerson(PersonId id);

    /** Seals everything about the people with another key. */
    RotationReport rotateKeys();

    /** Replaces what the rules know of a person: groups, validity, needs; refused if unknown. */
    PersonReport access(PersonFacts facts);

    /**
     * Journalled events as CloudEvents JSON, oldest first.
     *
     * @param limit at most so many, 1..{@link ControlLimits#EVENTS_MAX}
     * @param from begin with this sequence number; empty for the newest {@code limit}
     */
    List<String> events(int limit, OptionalLong from);

    /**
     * Hands every event to the listener as it is committed; returns when the listener has had enough, the thread is interrupted,
     * or the daemon stops.
     *
     * @param from begin with this sequence number; empty for the future only
     */
    void followEvents(OptionalLong from, EventListener listener);

    /** Checks the journal: numbers, ids, and that each event follows from the one before. */
    VerificationReport verifyEvents();

    /** The door as it stands. */
    DoorReport door();

    /** Unlocks for a while; the door's settings limit how long. */
    DoorReport unlock(Duration hold);

    /** Locks at once. */
    DoorReport lock();

    /** Begins or ends the lockdown. */
    DoorReport lockdown(boolean active);

    /** Lets the always-open window that was ended, or waits for its first person, hold; refused if there is none. */
    DoorReport resume();

    /**
     * Gives the second factor, where it comes by command.
     *
     * @param duress whether that happens under duress: everything goes on as usual, and an alarm is raised silently
     */
    DoorReport confirm(boolean duress);

    /** Lets anti-passback take a person, or everybody, to be on neither side. */
    DoorReport forgive(Optional<PersonId> person);

    /** The camera's present picture as JPEG. */
    Photo snapshot();

    /** All metrics in Prometheus' text format. */
    String metrics();

    /** Why faces were or were not used. */
    ExplainReport explain();

    @Override
    void close();

    /** Receives followed events. */
    @FunctionalInterface
    interface EventListener {
        /**
         * One event.
         *
         * @param json CloudEvents JSON
         * @return whether to go on
         */
        boolean onEvent(String json);
    }
}
