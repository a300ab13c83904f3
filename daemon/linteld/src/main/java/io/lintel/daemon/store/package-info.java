/** The door's memory: the journal of events with its outbox, and the people with their sealed templates. SQLite, WAL, FULL. */
@NullMarked
package io.lintel.daemon.store;

import org.jspecify.annotations.NullMarked;
