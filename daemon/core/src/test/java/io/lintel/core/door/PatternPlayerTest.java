package io.lintel.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.PatternPlayer.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PatternPlayerTest {
    private static final long MILLI = 1_000_000;
    /** Just before the monotonic clock wraps: no pattern may mind. */
    private static final long START = Long.MAX_VALUE - 500 * MILLI;

    private final PatternPlayer player = new PatternPlayer();

    @Test
    void grantedIsOneBeepAndThreeSecondsOfGreen() {
        player.show(Indication.GRANTED, START);
        assertThat(play(3_500)).containsExactly("0 BUZZER GRANTED", "100 GRANTED", "3000");
    }

    @Test
    void deniedIsThreeBeepsAndTwoSecondsOfRed() {
        player.show(Indication.DENIED, START);
        assertThat(play(2_500)).containsExactly(
                "0 BUZZER DENIED", "100 DENIED", "200 BUZZER DENIED", "300 DENIED", "400 BUZZER DENIED", "500 DENIED", "2000");
    }

    @Test
    void theQuestionBlinksUntilItIsDecided() {
        player.show(Indication.SECOND_FACTOR, START);
        assertThat(play(1_000)).containsExactly("0 GRANTED", "250", "500 GRANTED", "750");
        player.show(Indication.DENIED, at(1_000));
        assertThat(player.on(at(1_000))).contains(Output.DENIED);
        assertThat(player.on(at(3_000))).isEmpty();
    }

    @Test
    void aDoorHeldOpenBeepsEachSecondUntilItIsClosed() {
        player.show(Indication.HELD_WARNING, START);
        assertThat(play(1_500)).containsExactly("0 BUZZER DENIED", "200", "1000 BUZZER DENIED", "1200");
        player.show(Indication.IDLE, at(1_500));
        assertThat(player.deadlineNanos(at(1_500))).isEmpty();
        assertThat(player.on(at(2_000))).isEmpty();
    }

    @Test
    void anAlarmFallsSilentAfterAMinuteAndBlinksOn() {
        player.show(Indication.ALARM, START);
        assertThat(player.on(at(59_000))).containsExactlyInAnyOrder(Output.BUZZER, Output.DENIED);
        assertThat(player.on(at(60_000))).containsExactly(Output.DENIED);
        assertThat(player.on(at(3_600_500))).isEmpty();
    }

    @Test
    void aDecisionGoesBeforeAnAlarmWhichThenGoesOn() {
        player.show(Indication.ALARM, START);
        player.show(Indication.GRANTED, at(100));
        assertThat(player.on(at(200))).containsExactly(Output.GRANTED);
        assertThat(player.on(at(3_100))).containsExactlyInAnyOrder(Output.BUZZER, Output.DENIED);
    }

    @Test
    void idleLetsADecisionFinish() {
        player.show(Indication.GRANTED, START);
        player.show(Indication.IDLE, at(50));
        assertThat(player.on(at(60))).contains(Output.BUZZER);
    }

    private static long at(long millis) {
        return START + millis * MILLI;
    }

    /** From deadline to deadline: what was on since when. */
    private List<String> play(long millis) {
        List<String> played = new ArrayList<>();
        long now = START;
        while (now - START < millis * MILLI) {
            StringBuilder line = new StringBuilder().append((now - START) / MILLI);
            player.on(now).stream().sorted().forEach(output -> line.append(' ').append(output));
            played.add(line.toString());
            if (player.deadlineNanos(now).isEmpty()) {
                break;
            }
            now = player.deadlineNanos(now).getAsLong();
        }
        return played;
    }
}
