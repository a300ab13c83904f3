/** The agent that looks: frames in, sightings out. */
@NullMarked
package io.lintel.daemon.vision;

import org.jspecify.annotations.NullMarked;
