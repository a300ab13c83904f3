/** A door in a world that does its worst: the production agents under a virtual clock, and oracles that watch what comes of it. */
@NullMarked
package io.lintel.simulate;

import org.jspecify.annotations.NullMarked;
