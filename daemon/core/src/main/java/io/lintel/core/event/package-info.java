/** What happened, and how it is written down: the event model and its CloudEvents form. */
@NullMarked
package io.lintel.core.event;

import org.jspecify.annotations.NullMarked;
