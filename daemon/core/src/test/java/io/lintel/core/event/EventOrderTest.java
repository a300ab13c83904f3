package io.lintel.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ids and the chain of hashes. */
final class EventOrderTest {
    private final EventCodec codec = new EventCodec();

    @Test
    void idsAreVersionSevenUniqueAndRiseWithTimeAndWithinAMillisecond() {
        AtomicLong millis = new AtomicLong(1_782_900_000_123L);
        EventIds ids = new EventIds(() -> Instant.ofEpochMilli(millis.get()), new Random(1));
        HashSet<UUID> seen = new HashSet<>();
        UUID before = ids.next();
        for (int i = 0; i < 10_000; i++) {
            millis.addAndGet(i % 100 == 0 ? 1 : 0);
            UUID next = ids.next();
            assertThat(next.version()).isEqualTo(7);
            assertThat(next.variant()).isEqualTo(2);
            assertThat(next.getMostSignificantBits() >>> 16).isEqualTo(millis.get());
            assertThat(next.toString()).as("id %d", i).isGreaterThan(before.toString());
            assertThat(seen.add(next)).isTrue();
            before = next;
        }
    }

    @Test
    void idsComeFromTheGivenSourcesOnly() {
        EventIds a = new EventIds(() -> Instant.EPOCH, new Random(5));
        EventIds b = new EventIds(() -> Instant.EPOCH, new Random(5));
        EventIds c = new EventIds(() -> Instant.EPOCH, new Random(6));
        UUID first = a.next();
        assertThat(b.next()).isEqualTo(first);
        assertThat(c.next()).isNotEqualTo(first);
    }

    @Test
    void hashIsSha256InHex() {
        assertThat(HashChain.hash(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void theChainShowsAnyChange() {
        List<byte[]> journal = new ArrayList<>();
        HashChain chain = new HashChain(HashChain.GENESIS);
        for (int seq = 1; seq <= 6; seq++) {
            EventStamp s = Events.stamp();
            EventStamp stamp = new EventStamp(s.id(), seq, chain.head(), s.site(), s.door(), s.boot(), s.zone(), s.clock(), s.attendance());
            byte[] bytes = codec.encode(Events.grant(), stamp);
            chain.append(bytes);
            journal.add(bytes);
        }
        assertThat(HashChain.firstBroken(HashChain.GENESIS, journal, codec)).isEmpty();
        assertThat(HashChain.firstBroken(HashChain.hash(journal.get(1)), journal.subList(2, 6), codec)).isEmpty();

        List<byte[]> removed = new ArrayList<>(journal);
        removed.remove(2);
        assertThat(HashChain.firstBroken(HashChain.GENESIS, removed, codec)).isEqualTo(OptionalInt.of(2));

        List<byte[]> altered = new ArrayList<>(journal);
        altered.set(3, codec.markLate(journal.get(3)));
        assertThat(HashChain.firstBroken(HashChain.GENESIS, altered, codec)).isEqualTo(OptionalInt.of(4));
    }

    @Test
    void aChainDoesNotBeginOnRubbish() {
        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> new HashChain("abc"))
                .withMessageContaining("64");
    }
}
