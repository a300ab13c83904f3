package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorInput;
import io.lintel.daemon.config.Config.ClockTrust;
import io.lintel.hal.ClockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ClockTellerTest {
    private final Mailbox<DoorMessage> mailbox = new Mailbox<>(1);
    private boolean synchronised;
    private Instant wall = Instant.parse("2026-07-06T08:00:00Z");

    @Test
    void aClockIsBelievedWhileATimeServerKeepsIt() {
        ClockTeller teller = teller(ClockTrust.SYNCHRONISED);
        teller.run();
        assertThat(told()).containsExactly(new DoorInput.Clock(false));
        synchronised = true;
        teller.run();
        teller.run();
        assertThat(told()).as("once").containsExactly(new DoorInput.Clock(true));
        synchronised = false;
        teller.run();
        assertThat(told()).containsExactly(new DoorInput.Clock(false));
    }

    @Test
    void orAlwaysWhereABatteryDoes() {
        ClockTeller teller = teller(ClockTrust.BATTERY);
        teller.run();
        assertThat(told()).containsExactly(new DoorInput.Clock(true));
    }

    @Test
    void butNeverInAYearThatIsLongOver() {
        synchronised = true;
        wall = Instant.parse("1970-01-01T00:00:10Z");
        teller(ClockTrust.SYNCHRONISED).run();
        assertThat(told()).containsExactly(new DoorInput.Clock(false));
        teller(ClockTrust.BATTERY).run();
        assertThat(told()).containsExactly(new DoorInput.Clock(false));
    }

    @Test
    void aWordThatFoundNoRoomIsRepeated() {
        ClockTeller teller = teller(ClockTrust.BATTERY);
        mailbox.offer(new DoorMessage.Input(new DoorInput.Tick()));
        teller.run();
        assertThat(told()).containsExactly(new DoorInput.Tick());
        teller.run();
        assertThat(told()).containsExactly(new DoorInput.Clock(true));
    }

    private ClockTeller teller(ClockTrust trust) {
        return new ClockTeller(() -> new ClockQuality("test", synchronised, OptionalLong.empty()), () -> wall, trust, mailbox);
    }

    private List<DoorInput> told() {
        List<DoorInput> told = new ArrayList<>();
        for (var next = mailbox.poll(); next.isPresent(); next = mailbox.poll()) {
            told.add(((DoorMessage.Input) next.get()).input());
        }
        return told;
    }
}
