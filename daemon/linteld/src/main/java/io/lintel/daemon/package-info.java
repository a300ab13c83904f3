/** The daemon: agents, wiring, journal, uplink, control. */
@NullMarked
package io.lintel.daemon;

import org.jspecify.annotations.NullMarked;
