package io.lintel.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FramePoolTest {
    private static final long SECOND = 1_000_000_000L;
    private final HalException cause = new HalException(HalErrorKind.GONE, "read", "lens", "unplugged");

    private static FramePool pool(int size) {
        return new FramePool(size, 4, 2, PixelFormat.GREY);
    }

    private static Frame fill(FramePool pool, long sequence) {
        Frame frame = pool.acquire().orElseThrow();
        frame.stamp(sequence, sequence * 10);
        frame.pixels().setAtIndex(ValueLayout.JAVA_LONG, 0, sequence);
        return frame;
    }

    @Test
    void newestWinsAndTheOvertakenOneIsCounted() {
        try (FramePool pool = pool(4)) {
            pool.publish(fill(pool, 1));
            pool.publish(fill(pool, 2));
            try (Frame frame = pool.take(0).orElseThrow()) {
                assertThat(frame.sequence()).isEqualTo(2);
                assertThat(frame.captureNanos()).isEqualTo(20);
            }
            assertThat(pool.take(0)).isEmpty();
            assertThat(pool.dropped()).isEqualTo(1);
            assertThat(pool.freeCount()).isEqualTo(4);
        }
    }

    @Test
    void theUntakenFrameIsFilledAgainWhenReadersHoldAllOthers() {
        try (FramePool pool = pool(2)) {
            pool.publish(fill(pool, 1));
            Frame held = pool.take(0).orElseThrow();
            pool.publish(fill(pool, 2));
            pool.publish(fill(pool, 3));
            Frame newest = pool.take(0).orElseThrow();
            assertThat(newest.sequence()).isEqualTo(3);
            assertThat(pool.acquire()).as("both frames are with readers").isEmpty();
            assertThat(pool.dropped()).isEqualTo(2);
            held.close();
            newest.close();
            assertThat(pool.acquire()).isPresent();
        }
    }

    @Test
    void memoryOutlivesThePoolWhileAFrameIsLeased() {
        FramePool pool = pool(3);
        pool.publish(fill(pool, 7));
        Frame leased = pool.take(0).orElseThrow();
        pool.publish(fill(pool, 8));
        pool.close();
        assertThat(leased.pixels().getAtIndex(ValueLayout.JAVA_LONG, 0)).isEqualTo(7);
        assertThat(pool.allocated()).isTrue();
        leased.close();
        assertThat(pool.allocated()).isFalse();
        pool.close();
    }

    @Test
    void memoryOutlivesThePoolWhileAFrameIsBeingFilledAndIsFreedAfterwards() {
        FramePool published = pool(3);
        Frame filling = fill(published, 1);
        published.close();
        assertThat(published.allocated()).isTrue();
        published.publish(filling);
        assertThat(published.allocated()).isFalse();

        FramePool discarded = pool(3);
        Frame unfilled = fill(discarded, 1);
        discarded.close();
        discarded.discard(unfilled);
        assertThat(discarded.allocated()).isFalse();
    }

    @Test
    void aFrameClosedTwiceIsToldAndNeverHandedOutTwice() {
        try (FramePool pool = pool(2)) {
            pool.publish(fill(pool, 1));
            Frame taken = pool.take(0).orElseThrow();
            taken.close();
            assertThatThrownBy(taken::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed twice");
            Frame first = pool.acquire().orElseThrow();
            Frame second = pool.acquire().orElseThrow();
            assertThat(first).isNotSameAs(second);
            assertThatThrownBy(first::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("FILLING");
            pool.publish(first);
            assertThatThrownBy(() -> pool.publish(first)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(first::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("NEWEST");
            pool.discard(second);
        }
    }

    @Test
    void aFailureComesAfterTheLastFrameAndTheFirstOneCounts() {
        try (FramePool pool = pool(3)) {
            pool.publish(fill(pool, 1));
            pool.fail(cause);
            pool.fail(new HalException(HalErrorKind.OTHER, "close", "lens", "a consequence"));
            pool.take(0).orElseThrow().close();
            assertThatThrownBy(() -> pool.take(SECOND)).isSameAs(cause);
            assertThatThrownBy(() -> pool.take(0)).isSameAs(cause);
        }
    }

    @Test
    void closedMeansGone() {
        FramePool pool = pool(3);
        pool.publish(fill(pool, 1));
        pool.close();
        assertThatThrownBy(() -> pool.take(SECOND)).isInstanceOfSatisfying(
                HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        assertThat(pool.acquire()).isEmpty();
        assertThat(pool.dropped()).as("nobody could have taken it").isZero();
        pool.fail(new HalException(HalErrorKind.OTHER, "read", "lens", "broke off because it was closed"));
        assertThatThrownBy(() -> pool.take(0)).as("what closing broke is no news").isInstanceOfSatisfying(
                HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        try (FramePool pool = pool(3)) {
            Thread.currentThread().interrupt();
            assertThat(pool.take(20 * SECOND)).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void theTimeoutIsKept() {
        try (FramePool pool = pool(3)) {
            long start = System.nanoTime();
            assertThat(pool.take(SECOND / 20)).isEmpty();
            assertThat(System.nanoTime() - start).isBetween(SECOND / 20, 10 * SECOND);
        }
    }

    @Test
    void aWaitingTakerWakesOnPublishFailAndClose() throws InterruptedException {
        for (int event = 0; event < 3; event++) {
            FramePool pool = pool(3);
            AtomicReference<Object> outcome = new AtomicReference<>("nothing");
            CountDownLatch started = new CountDownLatch(1);
            Thread taker = new Thread(() -> {
                started.countDown();
                try {
                    outcome.set(pool.take(25 * SECOND).orElseThrow());
                } catch (HalException e) {
                    outcome.set(e);
                }
            });
            taker.start();
            started.await();
            switch (event) {
                case 0 -> pool.publish(fill(pool, 5));
                case 1 -> pool.fail(cause);
                default -> pool.close();
            }
            taker.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(taker.isAlive()).as("taker after event %s", event).isFalse();
            switch (event) {
                case 0 -> assertThat(outcome.get()).isInstanceOf(Frame.class);
                case 1 -> assertThat(outcome.get()).isSameAs(cause);
                default -> assertThat(outcome.get()).isInstanceOf(HalException.class);
            }
        }
    }

    @Test
    void anySequenceOfCallsKeepsTheBooks() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(5);
            FramePool pool = pool(size);
            ArrayDeque<Frame> leased = new ArrayDeque<>();
            long published = 0;
            long taken = 0;
            long skipped = 0;
            boolean waiting = false;
            for (int i = 0; i < 200; i++) {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        Optional<Frame> room = pool.acquire();
                        if (room.isPresent()) {
                            room.get().stamp(++published, published);
                            pool.publish(room.get());
                            waiting = true;
                        } else {
                            skipped++;
                            assertThat(leased).as("seed %s: room is refused only when readers hold all", seed).hasSize(size);
                        }
                    }
                    case 1 -> {
                        Optional<Frame> newest = pool.take(0);
                        assertThat(newest.isPresent()).as("seed %s", seed).isEqualTo(waiting);
                        if (newest.isPresent()) {
                            assertThat(newest.get().sequence()).as("seed %s: the newest one", seed).isEqualTo(published);
                            leased.add(newest.get());
                            taken++;
                            waiting = false;
                        }
                    }
                    default -> {
                        if (!leased.isEmpty()) {
                            leased.poll().close();
                        }
                    }
                }
                long untaken = waiting ? 1 : 0;
                assertThat(pool.dropped()).as("seed %s", seed).isEqualTo(published + skipped - taken - untaken);
                assertThat(pool.freeCount()).as("seed %s", seed).isEqualTo(size - leased.size() - (int) untaken);
            }
            pool.close();
            assertThat(pool.allocated()).as("seed %s", seed).isEqualTo(!leased.isEmpty());
            leased.forEach(Frame::close);
            assertThat(pool.allocated()).as("seed %s", seed).isFalse();
        }
    }

    /** Two threads for real: whatever is taken is whole, newer than the one before, and allocates nothing on either side. */
    @Test
    void aRacingProducerNeverTearsAFrameNorAllocates() throws InterruptedException {
        FramePool pool = new FramePool(3, 64, 64, PixelFormat.GREY);
        long[] producerBytes = new long[1];
        int rounds = 60_000;
        Thread producer = new Thread(() -> {
            long before = allocatedBytes();
            for (long n = 1; n <= rounds; n++) {
                Optional<Frame> room = pool.acquire();
                if (room.isPresent()) {
                    room.get().pixels().fill((byte) n);
                    room.get().stamp(n, n);
                    pool.publish(room.get());
                }
                if (n % 16 == 0) {
                    LockSupport.parkNanos(1_000);
                }
            }
            producerBytes[0] = allocatedBytes() - before;
            pool.fail(cause);
        });
        producer.start();
        long last = 0;
        long taken = 0;
        long before = allocatedBytes();
        long torn = 0;
        long backwards = 0;
        boolean over = false;
        while (!over) {
            try {
                Optional<Frame> newest = pool.take(SECOND);
                if (newest.isPresent()) {
                    Frame frame = newest.get();
                    byte first = frame.pixels().get(ValueLayout.JAVA_BYTE, 0);
                    byte end = frame.pixels().get(ValueLayout.JAVA_BYTE, 64 * 64 - 1);
                    torn += first != (byte) frame.sequence() || end != first ? 1 : 0;
                    backwards += frame.sequence() <= last ? 1 : 0;
                    last = frame.sequence();
                    taken++;
                    frame.close();
                }
            } catch (HalException e) {
                over = true;
            }
        }
        long takerBytes = allocatedBytes() - before;
        producer.join();
        assertThat(torn).as("torn frames").isZero();
        assertThat(backwards).as("frames older than the one before").isZero();
        assertThat(last).as("the last frame is never lost").isEqualTo(rounds);
        assertThat(taken + pool.dropped()).as("every frame is taken or counted").isEqualTo(rounds);
        assertThat(taken).isGreaterThan(10);
        pool.close();
        assertThat(pool.allocated()).isFalse();
        // The JIT and class loading may bill a thread some kilobytes; one object a frame would be a megabyte.
        assertThat(producerBytes[0]).as("bytes the producer allocated").isLessThan(rounds);
        assertThat(takerBytes).as("bytes the taker allocated in %s takes", taken).isLessThan(64 * 1024 + taken);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
