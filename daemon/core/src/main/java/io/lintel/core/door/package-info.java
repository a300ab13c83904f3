/** The door's behaviour as a state machine: inputs and time in, actions out. Pure. */
@NullMarked
package io.lintel.core.door;

import org.jspecify.annotations.NullMarked;
