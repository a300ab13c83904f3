package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.ErrorLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentInvokerTest {
    private static final long LIMIT = Duration.ofSeconds(5).toNanos();

    private final TestClock clock = new TestClock();
    private final ErrorLog errors = new ErrorLog();
    private final Moody agent = new Moody();
    private final DutyCycle duty = new DutyCycle("moody", LIMIT, 10 * LIMIT, clock.getAsLong());
    private final AgentInvoker invoker = new AgentInvoker(agent, duty, errors, clock, new Random(1));

    @Test
    void startsOnceWorksAndCloses() {
        assertThat(invoker.turn()).isEqualTo(1);
        assertThat(invoker.turn()).isEqualTo(1);
        invoker.close();
        invoker.close();
        assertThat(agent.calls).containsExactly("start", "work", "work", "close");
    }

    @Test
    void anErrorIsCountedBackedOffAndSurvived() {
        invoker.turn();
        agent.moods = 3;
        for (int i = 0; i < 100_000 && agent.moods > 0; i++) {
            invoker.turn();
            clock.advanceMillis(1);
        }
        assertThat(agent.moods).isZero();
        assertThat(duty.failures()).isEqualTo(3);
        assertThat(errors.total()).isEqualTo(3);
        assertThat(errors.distinct()).isEqualTo(1);
        clock.advanceMillis(200);
        assertThat(invoker.turn()).isEqualTo(1);
        assertThat(duty.failing()).isFalse();
        assertThat(duty.fresh(clock.getAsLong())).isTrue();
    }

    @Test
    void aFailedStartIsTriedAgain() {
        agent.badStarts = 2;
        for (int i = 0; i < 1_000; i++) {
            invoker.turn();
            clock.advanceMillis(1);
        }
        assertThat(agent.calls).startsWith("start", "start", "start", "work");
    }

    @Test
    void anAgentThatOnlyFailsGoesStale() {
        invoker.turn();
        agent.moods = Integer.MAX_VALUE;
        for (int i = 0; i < 70; i++) {
            invoker.turn();
            clock.advanceMillis(100);
        }
        assertThat(duty.fresh(clock.getAsLong())).isFalse();
        // It backs off: 7 s of failing are a handful of attempts, not seventy.
        assertThat(duty.failures()).isBetween(5L, 15L);
    }

    @Test
    void anAgentThatHangsGoesStaleAndOneThatStartsMayTakeLonger() {
        assertThat(duty.fresh(clock.getAsLong() + 9 * LIMIT)).isTrue();
        assertThat(duty.fresh(clock.getAsLong() + 11 * LIMIT)).isFalse();
        invoker.turn();
        assertThat(duty.fresh(clock.getAsLong() + LIMIT)).isTrue();
        assertThat(duty.fresh(clock.getAsLong() + LIMIT + 1)).isFalse();
    }

    @Test
    void theLongestCycleIsRemembered() {
        agent.onWork = () -> clock.advanceMillis(7);
        invoker.turn();
        agent.onWork = () -> clock.advanceMillis(3);
        invoker.turn();
        assertThat(duty.longestNanos()).isEqualTo(7_000_000);
        assertThat(duty.cycles()).isEqualTo(2);
    }

    @Test
    void aRunnerGivesTheAgentOneThreadAndClosesItThere() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        agent.onWork = () -> {
            threads.add(Thread.currentThread());
            worked.countDown();
        };
        agent.onEnd = () -> threads.add(Thread.currentThread());
        AgentRunner runner = new AgentRunner(
                new AgentInvoker(agent, new DutyCycle("moody", LIMIT, LIMIT, System.nanoTime()), errors, System::nanoTime, new Random(2)));
        runner.start();
        assertThat(worked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(threads.stream().distinct()).hasSize(1);
        assertThat(threads.getFirst().getName()).isEqualTo("moody");
        assertThat(agent.calls.getLast()).isEqualTo("close");
    }

    private static final class Moody implements Agent {
        final List<String> calls = new ArrayList<>();
        Runnable onWork = () -> {};
        Runnable onEnd = () -> {};
        int moods;
        int badStarts;

        @Override
        public String roleName() {
            return "moody";
        }

        @Override
        public void onStart(long nowNanos) {
            calls.add("start");
            if (badStarts > 0) {
                badStarts--;
                throw new IllegalStateException("not yet");
            }
        }

        @Override
        public int doWork(long nowNanos) {
            if (moods > 0) {
                moods--;
                throw new IllegalStateException("bad mood");
            }
            onWork.run();
            calls.add("work");
            return 1;
        }

        @Override
        public void await(long timeoutNanos) {}

        @Override
        public void onClose() {
            onEnd.run();
            calls.add("close");
        }
    }
}
