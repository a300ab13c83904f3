package io.lintel.daemon;

import io.lintel.core.door.DoorInput;

/**
 * A line that says something by becoming active.
 *
 * @param input the door's input of a level
 */
record ButtonMeaning(InputAgent.Meaning input) implements InputAgent.Meaning {
    @Override
    public DoorInput of(boolean active) {
        return input.of(active);
    }

    @Override
    public boolean button() {
        return true;
    }
}
