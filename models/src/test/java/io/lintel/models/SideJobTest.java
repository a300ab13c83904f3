package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SideJobTest {
    @Test
    void eachRunSeesWhatItsOwnerWroteAndTheOwnerSeesWhatItDid() {
        long[] shared = new long[2];
        try (SideJob job = new SideJob("adder", () -> shared[1] += shared[0])) {
            long sum = 0;
            for (int run = 1; run <= 20_000; run++) {
                shared[0] = run;
                job.begin();
                job.settle();
                sum += run;
                assertThat(shared[1]).isEqualTo(sum);
            }
        }
    }

    @Test
    void runsBesideItsOwner() throws InterruptedException {
        CountDownLatch owner = new CountDownLatch(1);
        CountDownLatch beside = new CountDownLatch(1);
        try (SideJob job = new SideJob("meets", () -> {
            beside.countDown();
            await(owner);
        })) {
            job.begin();
            beside.await();
            owner.countDown();
            job.settle();
        }
    }

    @Test
    void whatARunThrowsIsToldOnceAndTheNextRunIsANewOne() {
        boolean[] broken = {true};
        try (SideJob job = new SideJob("breaks", () -> {
            if (broken[0]) {
                throw new HalException(HalErrorKind.OTHER, "run model", "liveness", "out of memory");
            }
        })) {
            job.begin();
            assertThatCode(job::settle).doesNotThrowAnyException();
            assertThatThrownBy(job::check).isInstanceOf(HalException.class).hasMessageContaining("out of memory");
            assertThatCode(job::check).doesNotThrowAnyException();
            broken[0] = false;
            job.begin();
            job.settle();
            assertThatCode(job::check).doesNotThrowAnyException();
        }
    }

    @Test
    void anInterruptedOwnerWaitsAllTheSameAndStaysInterrupted() {
        boolean[] done = new boolean[1];
        CountDownLatch waiting = new CountDownLatch(1);
        try (SideJob job = new SideJob("slow", () -> {
            await(waiting);
            done[0] = true;
        })) {
            job.begin();
            Thread.currentThread().interrupt();
            Thread.ofPlatform().start(waiting::countDown);
            job.settle();
            assertThat(done[0]).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aClosedOneRunsNoMore() {
        SideJob job = new SideJob("closed", () -> {});
        job.begin();
        job.close();
        assertThatThrownBy(job::begin).isInstanceOf(IllegalStateException.class);
        assertThatCode(job::settle).doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
