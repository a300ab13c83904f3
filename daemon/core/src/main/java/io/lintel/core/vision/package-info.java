/** From faces in frames to sightings: tracks, evidence over time, one decision an approach. Pure: no threads, no I/O, no clock. */
@NullMarked
package io.lintel.core.vision;

import org.jspecify.annotations.NullMarked;
