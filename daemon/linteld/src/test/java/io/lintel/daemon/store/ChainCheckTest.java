package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the chain must show, and what explains a gap. */
final class ChainCheckTest {
    private final JournalEncoder encoder = new JournalEncoder(Events.settings(Path.of("unused")));
    private final EventIds ids = new EventIds(InstantSource.fixed(Events.START), new Random(1));
    private final List<JournalEntry> entries = new ArrayList<>();

    private String head() {
        return entries.isEmpty() ? HashChain.GENESIS : HashChain.hash(entries.getLast().body());
    }

    private void write(long seq, String prev, DoorEvent event) {
        entries.add(encoder.entry(
                new PendingEvent(ids.next(), event, new ClockQuality("sim", true, OptionalLong.empty())), seq, prev));
    }

    private void write(long from, long to) {
        for (long seq = from; seq <= to; seq++) {
            write(seq, head(), Events.numbered((int) seq, Events.START));
        }
    }

    private static DoorEvent news(Map<String, String> detail) {
        return DoorEvent.of(EventType.HEALTH_CHANGED, new Moment(1, Events.START), detail);
    }

    private static DoorEvent replaced(String missing) {
        return news(Map.of("component", "journal", "missing", missing));
    }

    private List<String> breaks() {
        ChainCheck check = new ChainCheck();
        entries.forEach(check::take);
        return check.report(0).breaks();
    }

    @Test
    void onlyAReplacedJournalMayBeginAnew() {
        write(1, 3);
        write(4, HashChain.GENESIS, replaced(""));
        write(5, 6);
        assertThat(breaks()).isEmpty();

        entries.clear();
        write(1, 3);
        write(4, HashChain.GENESIS, Events.numbered(4, Events.START));
        assertThat(breaks()).singleElement().asString().contains("event 4", "does not follow");

        entries.clear();
        write(1, 3);
        write(4, HashChain.GENESIS, news(Map.of("component", "camera", "missing", "")));
        assertThat(breaks()).as("of another component").singleElement().asString().contains("event 4", "does not follow");

        entries.clear();
        write(1, 3);
        write(4, "1".repeat(64), replaced(""));
        assertThat(breaks()).as("neither anew nor after the one before").singleElement().asString().contains("event 4");
    }

    @Test
    void aGapIsExplainedOnlyByWhatNamesAllOfIt() {
        write(1, 3);
        write(6, 8);
        write(9, head(), replaced("4-5"));
        assertThat(breaks()).isEmpty();

        for (String some : List.of("4", "5", "3-4", "5-6", "6-9", "", "45")) {
            entries.removeLast();
            write(9, head(), replaced(some));
            assertThat(breaks()).as("explained by \"%s\"", some).containsExactly("events 4 to 5: missing");
        }
        entries.removeLast();
        write(9, head(), replaced("2-7"));
        assertThat(breaks()).isEmpty();
    }

    @Test
    void whatIsMissingLaterIsNotExplainedByWhatWasSaidBefore() {
        write(1, 3);
        write(4, head(), replaced("5-6"));
        write(7, 8);
        assertThat(breaks()).containsExactly("events 5 to 6: missing");
    }

    @Test
    void severalGapsAreExplainedEachByItself() {
        write(1, 2);
        write(4, 5);
        write(9, 10);
        write(20, 20);
        write(21, head(), replaced("3 6-8"));
        assertThat(breaks()).containsExactly("events 11 to 19: missing");
        entries.removeLast();
        write(21, head(), replaced("3 6-8 …"));
        assertThat(breaks()).as("too many to be named").isEmpty();
    }

    @Test
    void numberAndIdMustBeThoseOfTheBytes() {
        write(1, 3);
        JournalEntry second = entries.get(1);
        entries.set(1, new JournalEntry(2, UUID.randomUUID(), second.time(), second.type(), second.body()));
        assertThat(breaks()).singleElement().asString().contains("event 2", "number, id, type or time");

        entries.clear();
        write(1, 3);
        write(5, 5);
        JournalEntry moved = entries.removeLast();
        entries.add(new JournalEntry(4, moved.id(), moved.time(), moved.type(), moved.body()));
        assertThat(breaks()).singleElement().asString().contains("event 4", "number, id, type or time");
    }

    @Test
    void whatWasNotSealedIsSaid() {
        write(1, 3);
        write(4, head(), news(Map.of("component", "journal", "unsealed", "2-3", "cause", "no key")));
        assertThat(breaks()).singleElement().asString().contains("events 2-3: were not sealed", "no key");
    }
}
