package io.lintel.simulate.oracle;

import io.lintel.simulate.disk.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the disk once reported as written is there to the last byte, unless it was delivered and then pruned for its age. */
final class NothingIsLost implements Oracle {
    private final View view;

    NothingIsLost(View view) {
        this.view = view;
    }

    @Override
    public void settled(List<Row> rows) {
        Map<Long, Row> there = new HashMap<>();
        rows.forEach(row -> there.put(row.seq(), row));
        long first = rows.isEmpty() ? Long.MAX_VALUE : rows.getFirst().seq();
        for (Row written : view.disk().durable().values()) {
            Row found = there.get(written.seq());
            boolean pruned = written.seq() < first && view.hub().events().containsKey(written.id());
            if (!pruned && (found == null || !found.same(written))) {
                throw violation("event " + written + " was on disk and " + (found == null ? "is gone" : "is another now: " + found));
            }
        }
    }
}
