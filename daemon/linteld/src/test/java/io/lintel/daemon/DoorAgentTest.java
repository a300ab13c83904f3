package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.Directory;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.HealthState;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorSettings;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoorAgentTest {
    private static final LineSettings RELAY = LineSettings.of("", "RELAY");
    private static final PersonId ANA = new PersonId("ana");
    private static final DoorSettings SETTINGS = new DoorSettings(
            Duration.ofSeconds(5),
            true,
            true,
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofMinutes(10),
            Duration.ofSeconds(3),
            Direction.UNKNOWN,
            3,
            Duration.ofMinutes(1));

    private final TestClock clock = new TestClock();
    private final List<String> drives = new ArrayList<>();
    private final SimGpio gpio = new SimGpio(clock, (line, change) -> drives.add(line + " " + change.active()));
    private final Mailbox<Indication> signals = new Mailbox<>(SignalAgent.MAILBOX_MAX);
    private Directory directory = Directory.UNTOLD;
    private final Health board = new Health(clock);
    private final Component health = board.component("door");
    private final Component relayHealth = board.component("relay");
    private final Component unsecuredHealth = board.component("unsecured");
    private final Metrics metrics = new Metrics(new PrometheusRegistry());
    private final ScriptedJournal journal = new ScriptedJournal();
    private final Mailbox<DoorMessage> mailbox = new Mailbox<>(DoorAgent.MAILBOX_MAX);
    private final DoorAgent agent = agent(false);

    @Test
    void aMatchOpensTheDoorAndItLocksAgainByTime() {
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        DoorReport report = agent.report();
        assertThat(report.state()).isEqualTo(DoorState.UNLOCKED);
        assertThat(report.released() && report.relay() && report.recording()).isTrue();
        assertThat(report.relockMillis()).isEqualTo(5_000);
        clock.advanceMillis(4_999);
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        clock.advanceMillis(1);
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.types()).containsExactly(EventType.ACCESS_GRANTED);
        assertThat(gpio.history("RELAY").stream().map(SimChange::active)).containsExactly(false, true, false);
    }

    @Test
    void theStagesAddUpToCaptureToRelay() {
        turn();
        Sighting sighting = sighting(Reason.MATCH, Optional.of(ANA));
        clock.advanceMillis(60);
        mailbox.offer(new DoorMessage.Input(new DoorInput.Seen(sighting)));
        turn();
        DoorEvent event = journal.events.getFirst();
        assertThat(event.latency().totalNanos()).isEqualTo(clock.getAsLong() - sighting.captureNanos());
        assertThat(event.latency().nanos()).containsEntry(Stage.DETECT, 10_000_000L).containsKeys(Stage.DECIDE, Stage.RELAY);
        assertThat(metrics.latency().count()).isEqualTo(1);
        assertThat(metrics.latency().max()).isBetween(59.9, 60.1);
        String line = DecisionLine.text(event, "on");
        assertThat(line).startsWith("granted ana reason=match evidence=6.10/3.00 frames=2").contains("detect=10.0").endsWith("relay=on");
    }

    @Test
    void aStrangerIsRefusedAndRecorded() {
        turn();
        see(Reason.UNKNOWN, Optional.empty());
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.types()).containsExactly(EventType.ACCESS_DENIED);
        assertThat(metrics.decisions()).isEqualTo(Map.of("unknown", 1L));
    }

    @Test
    void aWishThatWasGivenUpIsNotObeyedLate() {
        turn();
        CompletableFuture<DoorReport> answer = new CompletableFuture<>();
        mailbox.offer(new DoorMessage.Asked(new DoorInput.Unlock("key:a", Duration.ofSeconds(5)), answer));
        answer.cancel(false);
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.types()).isEmpty();
    }

    @Test
    void aSightingThatComesTooLateIsIgnored() {
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        clock.advance(Duration.ofNanos(DoorAgent.SIGHTING_AGE_MAX_NANOS + 1));
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.events).isEmpty();
        see(Reason.MATCH, Optional.of(ANA));
        clock.advance(Duration.ofNanos(DoorAgent.SIGHTING_AGE_MAX_NANOS));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
    }

    @Test
    void whileNothingCanBeRecordedFacesWaitButTheExitButtonAndOperatorsAreObeyed() {
        turn();
        mailbox.offer(new DoorMessage.Input(new DoorInput.Rex(false)));
        journal.recording = false;
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.DEGRADED);
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.events.getLast().reason()).contains(Reason.DEGRADED);
        mailbox.offer(new DoorMessage.Input(new DoorInput.Rex(true)));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        clock.advanceMillis(5_001);
        turn();
        DoorReport answer = ask(new DoorInput.Unlock("local:root", Duration.ofSeconds(2)));
        assertThat(answer.released()).isTrue();
        assertThat(answer.recording()).isFalse();
        journal.recording = true;
        clock.advanceMillis(2_001);
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void eventsWaitInMemoryWhileTheJournalIsFullAndNoneIsLostOrReordered() {
        turn();
        mailbox.offer(new DoorMessage.Input(new DoorInput.Rex(false)));
        turn();
        journal.full = true;
        for (int press = 0; press < 10; press++) {
            mailbox.offer(new DoorMessage.Input(new DoorInput.Rex(true)));
            mailbox.offer(new DoorMessage.Input(new DoorInput.Rex(false)));
            turn();
            clock.advanceMillis(100);
        }
        assertThat(journal.events).isEmpty();
        journal.full = false;
        turn();
        assertThat(journal.types()).hasSize(10).containsOnly(EventType.DOOR_REX);
        assertThat(journal.events).isSortedAccordingTo(Comparator.comparing(DoorEvent::time));
    }

    @Test
    void memoryForEventsIsBoundedAndItsOverflowToldOf() {
        turn();
        journal.full = true;
        for (int i = 0; i < DoorAgent.BACKLOG_MAX + 1; i++) {
            see(Reason.UNKNOWN, Optional.empty());
            turn();
        }
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(health.now().detail()).startsWith("1 events lost");
        journal.full = false;
        turn();
        assertThat(journal.events).hasSize(DoorAgent.BACKLOG_MAX);
    }

    @Test
    void aRelayThatIsNotThereIsTriedAgainAndDrivenAsTheDoorStands() {
        gpio.occupy("RELAY", "somebody");
        turn();
        assertThat(relayHealth.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(agent.report().relay()).isFalse();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(journal.events.getFirst().detail()).containsEntry("relay", "unreachable");
        gpio.vacate("RELAY");
        for (int i = 0; i < 10; i++) {
            clock.advanceMillis(100);
            turn();
        }
        assertThat(relayHealth.now().state()).isEqualTo(HealthState.OK);
        assertThat(gpio.isActive("RELAY")).as("the grant still holds").isTrue();
        clock.advanceMillis(5_000);
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
    }

    @Test
    void anUnpluggedRelayComesBackLocked() {
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        gpio.unplug();
        clock.advanceMillis(5_001);
        turn();
        assertThat(relayHealth.now().state()).isEqualTo(HealthState.OFFLINE);
        gpio.replug();
        for (int i = 0; i < 20; i++) {
            clock.advanceMillis(100);
            turn();
        }
        assertThat(agent.report().relay()).isTrue();
        assertThat(gpio.isActive("RELAY")).isFalse();
    }

    @Test
    void aLineThatDiedWhileReleasedIsNoticedAndReleasedAgain() {
        mailbox.offer(new DoorMessage.Input(new DoorInput.Fire(true)));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        gpio.unplug();
        gpio.replug();
        for (int i = 0; i < 20; i++) {
            clock.advanceMillis(100);
            turn();
        }
        assertThat(gpio.isActive("RELAY")).as("the fire goes on").isTrue();
    }

    @Test
    void closingLocksWhateverTheDoorWasDoing() {
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        CompletableFuture<DoorReport> unanswered = new CompletableFuture<>();
        mailbox.offer(new DoorMessage.Asked(new DoorInput.Lock("local:root"), unanswered));
        agent.onClose();
        assertThat(gpio.history("RELAY").getLast().active()).isFalse();
        assertThat(unanswered).isCancelled();
    }

    @Test
    void aMaglockIsEnergisedToHoldAndReleasedByTakingTheCurrentAway() {
        DoorAgent maglock = agent(true);
        maglock.doWork(clock.getAsLong());
        assertThat(gpio.isActive("MAGLOCK")).isTrue();
        see(Reason.MATCH, Optional.of(ANA));
        maglock.doWork(clock.getAsLong());
        assertThat(gpio.isActive("MAGLOCK")).isFalse();
        maglock.onClose();
        assertThat(gpio.history("MAGLOCK").getLast().active()).isTrue();
    }

    @Test
    void theOtherDoorIsToldBeforeThisOneGivesWayAndUntilItIsClosed() {
        turn();
        assertThat(gpio.isActive("SECURED")).as("nobody knows yet whether it is closed").isFalse();
        mailbox.offer(new DoorMessage.Input(new DoorInput.Contact(false)));
        turn();
        assertThat(gpio.isActive("SECURED")).isTrue();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        assertThat(drives).endsWith("SECURED false", "RELAY true");
        mailbox.offer(new DoorMessage.Input(new DoorInput.Contact(true)));
        turn();
        assertThat(gpio.isActive("RELAY")).as("locked again on opening").isFalse();
        assertThat(gpio.isActive("SECURED")).as("but open").isFalse();
        mailbox.offer(new DoorMessage.Input(new DoorInput.Contact(false)));
        turn();
        assertThat(gpio.isActive("SECURED")).isTrue();
        agent.onClose();
        assertThat(gpio.history("SECURED").getLast().active()).as("a daemon that stopped vouches for nothing").isFalse();
    }

    @Test
    void theOtherDoorsLineThatIsNotThereHoldsUpNothing() {
        gpio.occupy("SECURED", "somebody");
        turn();
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isTrue();
        assertThat(unsecuredHealth.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(unsecuredHealth.now().detail()).contains("SECURED");
    }

    @Test
    void whoWasErasedIsRefusedWithTheNextFace() {
        directory = Directory.of(List.of(PersonFacts.plain(ANA)));
        turn();
        directory = Directory.of(List.of());
        see(Reason.MATCH, Optional.of(ANA));
        turn();
        assertThat(gpio.isActive("RELAY")).isFalse();
        assertThat(journal.events.getLast().reason()).contains(Reason.NOT_ENROLLED);
    }

    @Test
    void indicationsGoToTheSignalsAndAreDroppedWhenNobodyTakesThem() {
        turn();
        for (int i = 0; i < 40; i++) {
            see(Reason.UNKNOWN, Optional.empty());
            turn();
        }
        assertThat(signals.size()).isEqualTo(SignalAgent.MAILBOX_MAX);
        assertThat(signals.poll()).contains(Indication.DENIED);
        assertThat(journal.events).hasSize(40);
    }

    private DoorAgent agent(boolean failSafe) {
        LineSettings line = failSafe ? LineSettings.of("", "MAGLOCK") : RELAY;
        Supplier<OutputLine> opener = () -> gpio.output(line, failSafe);
        DoorController controller = new DoorController(SETTINGS);
        controller.on(DoorInput.Recalled.NOTHING, new Moment(clock.getAsLong(), clock.instant()));
        return new DoorAgent(
                controller,
                new Relay("gpio.relay", opener, failSafe, relayHealth, new Random(3)),
                mailbox,
                journal,
                clock,
                clock,
                metrics,
                health,
                () -> directory,
                Optional.of(new Relay(
                        "gpio.unsecured",
                        () -> gpio.output(LineSettings.of("", "SECURED"), false),
                        false,
                        unsecuredHealth,
                        new Random(4))),
                Optional.of(signals));
    }

    private void turn() {
        agent.doWork(clock.getAsLong());
    }

    private void see(Reason reason, Optional<PersonId> person) {
        assertThat(mailbox.offer(new DoorMessage.Input(new DoorInput.Seen(sighting(reason, person))))).isTrue();
    }

    private DoorReport ask(DoorInput input) {
        CompletableFuture<DoorReport> answer = new CompletableFuture<>();
        mailbox.offer(new DoorMessage.Asked(input, answer));
        turn();
        return answer.join();
    }

    private Sighting sighting(Reason reason, Optional<PersonId> person) {
        return new Sighting(
                reason,
                person,
                new Recognition(6.1, 3, 0.001, 2, 0.71, OptionalDouble.of(0.97), 0.8, "test@1", 7, 4),
                clock.getAsLong(),
                new Latency(Map.of(Stage.DETECT, 10_000_000L)),
                Optional.empty());
    }
}
