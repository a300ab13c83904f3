/** When something holds: weekly windows and holidays on a site's wall clock. Immutable, any thread; no clock is read here. */
@NullMarked
package io.lintel.core.schedule;

import org.jspecify.annotations.NullMarked;
