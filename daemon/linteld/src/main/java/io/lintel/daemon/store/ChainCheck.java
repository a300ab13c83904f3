package io.lintel.daemon.store;

import io.lintel.core.control.VerificationReport;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.StampedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a journal event by event: numbers without gaps, ids as in the events' own bytes, each carrying the hash of the one before.
 * Numbers that a replaced journal says will never come ({@link Journal}) are no gap. What the chain cannot tell of its two ends, the
 * {@link Seal} tells. Of one thread.
 */
final class ChainCheck {
    private static final int BREAKS_MAX = 20;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    private final EventCodec codec = new EventCodec();
    private final List<String> breaks = new ArrayList<>();
    /** Missing numbers: first to last. */
    private final NavigableMap<Long, Long> gaps = new TreeMap<>();

    private long events;
    private long first;
    private long last;
    private String head = HashChain.GENESIS;

    /** Takes the next event, by number. */
    void take(JournalEntry entry) {
        boolean follows = events > 0 ? entry.seq() == last + 1 : entry.seq() == 1;
        if (events == 0) {
            first = entry.seq(); // what was before is pruned
        } else if (!follows) {
            gaps.put(last + 1, entry.seq() - 1);
        }
        events++;
        last = entry.seq();
        check(entry, follows);
        head = HashChain.hash(entry.body());
    }

    private void check(JournalEntry entry, boolean follows) {
        try {
            StampedEvent read = codec.decode(entry.body());
            EventStamp stamp = read.stamp();
            Optional<String> replaced = replacement(read.event());
            replaced.ifPresent(this::explain);
            ofJournal(read.event(), "unsealed").ifPresent(range -> found("events " + range + ": were not sealed when event " + entry.seq()
                    + " was written (" + read.event().detail().getOrDefault("cause", "") + "); only their chain speaks for them"));
            boolean anew = replaced.isPresent() && stamp.prev().equals(HashChain.GENESIS);
            boolean same = stamp.seq() == entry.seq()
                    && stamp.id().equals(entry.id())
                    && read.event().type().type().equals(entry.type())
                    && read.event().time().toEpochMilli() == entry.time().toEpochMilli();
            if (!same) {
                found("event " + entry.seq() + ": number, id, type or time is not that of its bytes");
            } else if (follows && !anew && !stamp.prev().equals(head)) {
                found("event " + entry.seq() + ": does not follow from the one before; one of the two was changed");
            }
        } catch (EventFormatException e) {
            found("event " + entry.seq() + ": " + e.getMessage());
        }
    }

    /** What a journal that replaced a damaged one says of the numbers that will never come. */
    private static Optional<String> replacement(DoorEvent event) {
        return ofJournal(event, "missing");
    }

    private static Optional<String> ofJournal(DoorEvent event, String key) {
        boolean journal = event.type() == EventType.HEALTH_CHANGED && "journal".equals(event.detail().get("component"));
        return journal ? Optional.ofNullable(event.detail().get(key)) : Optional.empty();
    }

    private void explain(String missing) {
        if (missing.endsWith("…")) {
            gaps.clear(); // too many to be named, all before this event
            return;
        }
        Matcher range = RANGE.matcher(missing);
        while (range.find()) {
            long from = Long.parseLong(range.group(1));
            long to = range.group(2) == null ? from : Long.parseLong(range.group(2));
            gaps.entrySet().removeIf(gap -> gap.getKey() >= from && gap.getValue() <= to);
        }
    }

    /** Compares the journal's ends with what was sealed, after all events. */
    void seal(Optional<Seal> sealed, SealKey key) {
        if (sealed.isEmpty()) {
            if (events > 0) {
                found("the journal is not sealed: nothing tells whether events are gone from its ends");
            }
            return;
        }
        Seal seal = sealed.get();
        if (!seal.fits(key)) {
            found("the seal was not made with this door's key: it was changed, or journal and register of people are not of one door");
        } else if (seal.seq() > last) {
            found("events " + (last + 1) + " to " + seal.seq() + ": were written and are gone");
        } else if (seal.seq() < last) {
            found("events " + (seal.seq() + 1) + " to " + last + ": are not sealed; only their chain speaks for them");
        } else if (!seal.head().equals(head)) {
            found("event " + last + ": was changed after it was written");
        }
        if (events > 0 && seal.fits(key) && first > seal.first()) {
            found("events " + seal.first() + " to " + (first - 1) + ": were kept and are gone");
        }
    }

    private void found(String what) {
        if (breaks.size() < BREAKS_MAX) {
            breaks.add(what);
        }
    }

    /**
     * What came of it.
     *
     * @param delivered everything up to here was delivered
     */
    VerificationReport report(long delivered) {
        List<String> all = new ArrayList<>(breaks);
        gaps.forEach((from, to) -> {
            if (all.size() < BREAKS_MAX) {
                all.add(from.equals(to) ? "event " + from + ": missing" : "events " + from + " to " + to + ": missing");
            }
        });
        if (delivered > last) {
            all.add("events " + (last + 1) + " to " + delivered + ": were delivered and are gone");
        }
        return new VerificationReport(events, first, last, head, all);
    }
}
