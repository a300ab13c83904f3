package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** A number is used once and an id is used once, for ever; the journal's numbers have no gap and its chain no break. */
final class NumbersHold implements Oracle {
    private final Map<Long, UUID> ids = new HashMap<>();
    private final Map<UUID, Long> numbers = new HashMap<>();
    private final EventCodec codec = new EventCodec();

    @Override
    public void received(StampedEvent event) {
        long seq = event.stamp().seq();
        UUID id = event.stamp().id();
        UUID before = ids.putIfAbsent(seq, id);
        if (before != null && !before.equals(id)) {
            throw violation("number " + seq + " is used by " + before + " and by " + id);
        }
        Long number = numbers.putIfAbsent(id, seq);
        if (number != null && number != seq) {
            throw violation("id " + id + " has the numbers " + number + " and " + seq);
        }
    }

    @Override
    public void settled(List<Row> rows) {
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).seq() != rows.getFirst().seq() + i) {
                throw violation("a gap before " + rows.get(i));
            }
            if (!seen.add(rows.get(i).id())) {
                throw violation("an id twice: " + rows.get(i));
            }
        }
        if (!rows.isEmpty()) {
            String before = rows.getFirst().seq() == 1
                    ? HashChain.GENESIS
                    : codec.decode(rows.getFirst().body()).stamp().prev();
            OptionalInt broken = HashChain.firstBroken(before, rows.stream().map(Row::body).toList(), codec);
            if (broken.isPresent()) {
                throw violation("the chain breaks at " + rows.get(broken.getAsInt()));
            }
        }
    }
}
