package io.lintel.daemon;

import io.lintel.core.event.DoorEvent;

/** Where events go to be written down. Threading: any thread. */
public interface EventSink {
    /** Leaves an event to be journalled; false if there is no room. */
    boolean offer(DoorEvent event);

    /** Whether events can be written at present. */
    boolean recording();
}
