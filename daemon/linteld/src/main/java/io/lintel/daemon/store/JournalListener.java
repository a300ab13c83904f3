package io.lintel.daemon.store;

import java.util.List;

/** Learns from the journal agent, on its thread; must not block or throw. */
public interface JournalListener {
    /**
     * These are on disk now, in this order.
     *
     * @param entries not empty
     * @param commitNanos how long their transaction took
     */
    void committed(List<JournalEntry> entries, long commitNanos);

    /** Whether events can be recorded has changed. While they cannot, no face may be granted. At first they can. */
    void recording(boolean possible);
}
