package io.lintel.daemon.store;

import java.util.ArrayList;
import java.util.List;

/** Remembers what the journal agent said. */
final class RecordingListener implements JournalListener {
    final List<JournalEntry> entries = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    final List<Boolean> recording = new ArrayList<>();

    @Override
    public void committed(List<JournalEntry> committed, long commitNanos) {
        entries.addAll(committed);
        batches.add(committed.size());
    }

    @Override
    public void recording(boolean possible) {
        recording.add(possible);
    }
}
