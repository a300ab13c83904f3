package io.lintel.core.control;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One line from a client: {@code {"op":"…","args":{…}}}. */
public sealed interface ControlRequest {
    /** Every operation there is. */
    List<String> OPS = List.of(
            "status", "health", "person.add", "person.capture", "person.list", "person.show", "person.remove",
            "person.access", "keys.rotate", "events", "events.follow", "events.verify", "door.status", "door.unlock", "door.lock",
            "door.lockdown", "door.resume", "door.confirm", "door.forgive",
            "camera.snapshot", "metrics", "explain");

    /** The word after {@code "op"}. */
    String op();

    /** {@code status}. */
    record Status() implements ControlRequest {
        @Override
        public String op() {
            return "status";
        }
    }

    /** {@code health}. */
    record Health() implements ControlRequest {
        @Override
        public String op() {
            return "health";
        }
    }

    /** {@code person.add}: {@code id}, {@code name}, {@code photos: [{name, base64}]}, {@code allow_duplicate} (false). */
    record AddPerson(PersonId id, String name, List<Photo> photos, Duplicates duplicates) implements ControlRequest {
        /** Keeps its own copy of the list. */
        public AddPerson {
            photos = List.copyOf(photos);
        }

        @Override
        public String op() {
            return "person.add";
        }
    }

    /** {@code person.capture}: {@code id}, {@code name}, {@code allow_duplicate} (false). */
    record CapturePerson(PersonId id, String name, Duplicates duplicates) implements ControlRequest {
        @Override
        public String op() {
            return "person.capture";
        }
    }

    /** {@code person.list}. */
    record ListPeople() implements ControlRequest {
        @Override
        public String op() {
            return "person.list";
        }
    }

    /** {@code person.show}: {@code id}. */
    record ShowPerson(PersonId id) implements ControlRequest {
        @Override
        public String op() {
            return "person.show";
        }
    }

    /** {@code person.remove}: {@code id}. */
    record RemovePerson(PersonId id) implements ControlRequest {
        @Override
        public String op() {
            return "person.remove";
        }
    }

    /** {@code keys.rotate}. */
    record RotateKeys() implements ControlRequest {
        @Override
        public String op() {
            return "keys.rotate";
        }
    }

    /**
     * {@code person.access}: {@code id}, {@code groups: […]}, {@code valid_from} and {@code valid_to} (absent: no limit), {@code
     * extended_time}. Replaces what was set before.
     */
    record SetAccess(PersonFacts facts) implements ControlRequest {
        @Override
        public String op() {
            return "person.access";
        }
    }

    /** {@code events}: {@code limit} (20), {@code from} (absent: the newest). */
    record Events(int limit, OptionalLong from) implements ControlRequest {
        @Override
        public String op() {
            return "events";
        }
    }

    /** {@code events.follow}: {@code from} (absent: the future only). Answers with {@code {"event":{…}}} lines until closed. */
    record FollowEvents(OptionalLong from) implements ControlRequest {
        @Override
        public String op() {
            return "events.follow";
        }
    }

    /** {@code events.verify}. */
    record VerifyEvents() implements ControlRequest {
        @Override
        public String op() {
            return "events.verify";
        }
    }

    /** {@code door.status}. */
    record Door() implements ControlRequest {
        @Override
        public String op() {
            return "door.status";
        }
    }

    /** {@code door.unlock}: {@code seconds}, may be a fraction. */
    record Unlock(Duration hold) implements ControlRequest {
        @Override
        public String op() {
            return "door.unlock";
        }
    }

    /** {@code door.lock}. */
    record Lock() implements ControlRequest {
        @Override
        public String op() {
            return "door.lock";
        }
    }

    /** {@code door.lockdown}: {@code active}. */
    record Lockdown(boolean active) implements ControlRequest {
        @Override
        public String op() {
            return "door.lockdown";
        }
    }

    /** {@code door.resume}. */
    record Resume() implements ControlRequest {
        @Override
        public String op() {
            return "door.resume";
        }
    }

    /** {@code door.confirm}: {@code duress}. */
    record Confirm(boolean duress) implements ControlRequest {
        @Override
        public String op() {
            return "door.confirm";
        }
    }

    /** {@code door.forgive}: {@code id} (absent: everybody). */
    record Forgive(Optional<PersonId> person) implements ControlRequest {
        @Override
        public String op() {
            return "door.forgive";
        }
    }

    /** {@code camera.snapshot}: answers {@code {name, base64}}. */
    record Snapshot() implements ControlRequest {
        @Override
        public String op() {
            return "camera.snapshot";
        }
    }

    /** {@code metrics}: answers {@code {text}}. */
    record Metrics() implements ControlRequest {
        @Override
        public String op() {
            return "metrics";
        }
    }

    /** {@code explain}. */
    record Explain() implements ControlRequest {
        @Override
        public String op() {
            return "explain";
        }
    }
}
