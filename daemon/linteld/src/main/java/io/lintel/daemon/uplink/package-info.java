/** The way of events to the broker and back: outbox, window, acknowledgements, replay, status and will. */
@NullMarked
package io.lintel.daemon.uplink;

import org.jspecify.annotations.NullMarked;
