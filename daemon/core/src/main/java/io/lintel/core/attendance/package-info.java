/** Attendance out of a door's events: punches, their true time, and shifts paired of them. Pure; facts stay as they were recorded. */
@NullMarked
package io.lintel.core.attendance;

import org.jspecify.annotations.NullMarked;
