package io.lintel.daemon;

import io.lintel.core.control.DoorReport;
import io.lintel.core.door.DoorInput;
import java.util.concurrent.CompletableFuture;

/** What the door agent can be told. */
public sealed interface DoorMessage {
    /** An input of the door. */
    record Input(DoorInput input) implements DoorMessage {}

    /** An operator's wish; the answer is the door as it stands after it. Cancelled before, it is not obeyed any more. */
    record Asked(DoorInput input, CompletableFuture<DoorReport> answer) implements DoorMessage {}
}
