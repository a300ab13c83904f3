package io.lintel.daemon;

import io.lintel.core.door.DoorInput;
import java.util.Optional;

/** The interlock's line: what cannot be heard of the other door counts as not secure. */
final class InterlockMeaning implements InputAgent.Meaning {
    @Override
    public DoorInput of(boolean active) {
        return new DoorInput.Interlock(active);
    }

    @Override
    public Optional<DoorInput> gone() {
        return Optional.of(new DoorInput.Interlock(true));
    }
}
