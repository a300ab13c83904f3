package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.HealthState;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.PatternPlayer.Output;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import io.lintel.hal.LineSettings;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SignalAgentTest {
    private final TestClock clock = new TestClock();
    private final SimGpio gpio = new SimGpio(clock);
    private final Health health = new Health(clock);
    private final Component buzzerHealth = health.component("buzzer");
    private final Mailbox<Indication> mailbox = new Mailbox<>(SignalAgent.MAILBOX_MAX);
    private final SignalAgent agent =
            new SignalAgent(Map.of(Output.BUZZER, line("buzzer", buzzerHealth), Output.GRANTED, line("green", health.component("green"))), mailbox, clock);

    @Test
    void linesAreBornInactiveAndFollowThePattern() {
        run(100);
        assertThat(changes("buzzer")).containsExactly(false);
        mailbox.offer(Indication.GRANTED);
        run(4_000);
        assertThat(changes("buzzer")).containsExactly(false, true, false);
        assertThat(changes("green")).containsExactly(false, true, false);
        List<SimChange> beep = gpio.history("buzzer");
        assertThat(beep.get(2).nanos() - beep.get(1).nanos()).isEqualTo(100_000_000L);
        mailbox.offer(Indication.DENIED);
        run(4_000);
        assertThat(changes("buzzer")).hasSize(9);
        assertThat(changes("green")).as("red is not wired, and green is not for it").hasSize(3);
    }

    @Test
    void aLineThatIsNotThereCostsNothingButItsHealth() {
        gpio.occupy("buzzer", "somebody");
        mailbox.offer(Indication.GRANTED);
        run(200);
        assertThat(gpio.isActive("green")).isTrue();
        assertThat(buzzerHealth.now().state()).isEqualTo(HealthState.OFFLINE);
        gpio.vacate("buzzer");
        mailbox.offer(Indication.ALARM);
        run(6_000);
        assertThat(changes("buzzer")).as("back, and in step").contains(true);
        assertThat(buzzerHealth.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void whatStopsFallsSilent() {
        mailbox.offer(Indication.ALARM);
        run(100);
        assertThat(gpio.isActive("buzzer")).isTrue();
        agent.onClose();
        assertThat(gpio.history("buzzer").getLast().active()).isFalse();
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i += 10) {
            agent.doWork(clock.getAsLong());
            clock.advanceMillis(10);
        }
    }

    private List<Boolean> changes(String line) {
        return gpio.history(line).stream().map(SimChange::active).toList();
    }

    private Relay line(String name, Component line) {
        return new Relay("gpio." + name, () -> gpio.output(LineSettings.of("", name), false), false, line, new Random(2));
    }
}
