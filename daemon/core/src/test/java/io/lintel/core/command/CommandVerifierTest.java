package io.lintel.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorState;
import io.lintel.hal.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandVerifierTest {
    private static final ClockQuality SYNCED = new ClockQuality("ntp", true, OptionalLong.of(5));
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
    private static final Command UNLOCK = new Command.Unlock(Duration.ofSeconds(5));

    private final Operator operator = Operator.born();
    private final CommandVerifier verifier = verifier(EnumSet.allOf(Command.Kind.class));
    private Instant now = Operator.NOW;

    @Test
    void aCommandIsAcceptedOnceAndItsRepetitionsAreAnsweredAlike() {
        byte[] message = operator.sign(Operator.claims("a", UNLOCK));
        Verdict.Accepted accepted = (Verdict.Accepted) verdict(message);
        assertThat(accepted).isEqualTo(new Verdict.Accepted(Operator.claims("a", UNLOCK), operator.identity().id()));
        assertThat(verdict(message)).isEqualTo(new Verdict.Repeated(accepted.claims(), Optional.empty()));
        CommandReply reply = new CommandReply(
                Optional.of("a"), CommandReply.Result.DONE, Optional.empty(),
                Optional.of(new DoorSummary(DoorState.UNLOCKED, true, true, true, 5_000)));
        verifier.answered(accepted, reply);
        assertThat(verdict(message)).isEqualTo(new Verdict.Repeated(accepted.claims(), Optional.of(reply)));
        now = now.plusSeconds(29);
        assertThat(verdict(message)).isInstanceOf(Verdict.Repeated.class);
        now = now.plusSeconds(1);
        assertThat(reason(verdict(message))).isEqualTo(CommandReason.EXPIRED);
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] message = operator.sign(Operator.claims("a", UNLOCK));
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] flipped = message.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(reason(verdict(flipped))).as("bit %d", bit)
                    .isIn(CommandReason.MALFORMED, CommandReason.ALGORITHM, CommandReason.UNKNOWN_KEY, CommandReason.SIGNATURE);
        }
        assertThat(verdict(message)).as("the message itself").isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void everythingCutOffPutInOrTakenOutIsRefused() {
        byte[] message = operator.sign(Operator.claims("a", UNLOCK));
        Random random = new Random(7);
        for (int at = 0; at < message.length; at++) {
            byte[] head = Arrays.copyOf(message, at);
            byte[] longer = new byte[message.length + 1];
            System.arraycopy(message, 0, longer, 0, at);
            longer[at] = (byte) random.nextInt(256);
            System.arraycopy(message, at, longer, at + 1, message.length - at);
            byte[] shorter = new byte[message.length - 1];
            System.arraycopy(message, 0, shorter, 0, at);
            System.arraycopy(message, at + 1, shorter, at, message.length - at - 1);
            for (byte[] wrong : List.of(head, longer, shorter)) {
                assertThat(verdict(wrong)).as("at %d", at).isInstanceOf(Verdict.Refused.class);
            }
        }
        byte[] padded = Arrays.copyOf(message, message.length + 1);
        padded[message.length] = '=';
        assertThat(verdict(padded)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void whatIsMeantForAnotherDoorSiteOrSessionIsRefused() {
        refused(CommandReason.AUDIENCE, new Claims(
                Claims.audience("hq", "back"), Operator.SESSION, "a", now, now.plusSeconds(30), UNLOCK));
        refused(CommandReason.AUDIENCE, new Claims(
                Claims.audience("annex", "front"), Operator.SESSION, "a", now, now.plusSeconds(30), UNLOCK));
        refused(CommandReason.SESSION, new Claims(Operator.DOOR, "older", "a", now, now.plusSeconds(30), UNLOCK));
    }

    @Test
    void timeIsJudgedToTheSecond() {
        refused(CommandReason.EXPIRED, timed(-31, -1));
        refused(CommandReason.EXPIRED, timed(-30, 0));
        accepted(timed(-29, 1));
        refused(CommandReason.NOT_YET, timed(6, 30));
        accepted(timed(5, 30));
        refused(CommandReason.LIFETIME, timed(0, 31));
        refused(CommandReason.LIFETIME, timed(1, 1));
        refused(CommandReason.LIFETIME, timed(2, 1));
        accepted(timed(0, 30));
    }

    @Test
    void withoutAClockNothingIsObeyed() {
        Verdict verdict = verifier.verdict(
                arrived(operator.sign(Operator.claims("a", UNLOCK))), operator.trusted(), Operator.SESSION, now,
                new ClockQuality("none", false, OptionalLong.empty()));
        assertThat(reason(verdict)).isEqualTo(CommandReason.CLOCK);
    }

    @Test
    void howItArrivedCounts() {
        byte[] good = operator.sign(Operator.claims("a", UNLOCK));
        assertThat(reason(verdict(new CommandMessage(good, true, Optional.empty())))).isEqualTo(CommandReason.RETAINED);
        assertThat(reason(verdict(new CommandMessage(good, false, Optional.of("application/json")))))
                .isEqualTo(CommandReason.CONTENT_TYPE);
        assertThat(reason(verdict(Arrays.copyOf(good, CommandMessage.BYTES_MAX + 1)))).isEqualTo(CommandReason.TOO_LARGE);
        assertThat(reason(verdict(Arrays.copyOf(good, CommandMessage.BYTES_MAX)))).isEqualTo(CommandReason.MALFORMED);
        assertThat(verdict(new CommandMessage(good, false, Optional.of(CommandMessage.CONTENT_TYPE))))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void onlyTrustedKeysCountAndOneTakenAwayNoLonger() {
        byte[] message = operator.sign(Operator.claims("a", UNLOCK));
        Operator stranger = Operator.born();
        assertThat(reason(verifier.verdict(arrived(message), stranger.trusted(), Operator.SESSION, now, SYNCED)))
                .isEqualTo(CommandReason.UNKNOWN_KEY);
        assertThat(reason(verifier.verdict(arrived(message), Map.of(), Operator.SESSION, now, SYNCED)))
                .isEqualTo(CommandReason.UNKNOWN_KEY);
        byte[] posing = new CommandCodec().sign(Operator.claims("a", UNLOCK), operator.identity(), stranger.secret());
        assertThat(reason(verdict(posing))).isEqualTo(CommandReason.SIGNATURE);
        assertThat(verdict(message)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void anIdServesOnceForEachOperator() {
        accepted(Operator.claims("a", UNLOCK));
        refused(CommandReason.REUSED, Operator.claims("a", new Command.Lock()));
        Operator other = Operator.born();
        assertThat(verifier.verdict(
                        arrived(other.sign(Operator.claims("a", UNLOCK))), other.trusted(), Operator.SESSION, now, SYNCED))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void onlyWhatIsAllowedIsObeyed() {
        Set<Command.Kind> allowed = Set.of(Command.Kind.LOCK, Command.Kind.LOCKDOWN);
        CommandVerifier cautious = verifier(allowed);
        int number = 0;
        for (Command command : List.of(UNLOCK, new Command.Lock(), new Command.Lockdown(true), new Command.Lockdown(false),
                new Command.Confirm(false), new Command.Confirm(true))) {
            Verdict verdict = cautious.verdict(
                    arrived(operator.sign(Operator.claims("id-" + number++, command))),
                    operator.trusted(), Operator.SESSION, now, SYNCED);
            if (!allowed.contains(command.kind())) {
                assertThat(reason(verdict)).isEqualTo(CommandReason.NOT_ALLOWED);
            } else {
                assertThat(((Verdict.Accepted) verdict).claims().command()).isEqualTo(command);
            }
        }
    }

    @Test
    void theMemoryIsBoundedAndForgetsNothingThatStillCounts() {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < CommandMemory.COMMANDS_MAX; i++) {
            messages.add(operator.sign(Operator.claims("id-" + i, UNLOCK)));
            assertThat(verdict(messages.getLast())).isInstanceOf(Verdict.Accepted.class);
        }
        refused(CommandReason.BUSY, Operator.claims("one-more", UNLOCK));
        for (byte[] message : messages) {
            assertThat(verdict(message)).isInstanceOf(Verdict.Repeated.class);
        }
        now = now.plusSeconds(30);
        accepted(timed(0, 30));
    }

    @Test
    void howeverOftenAndWheneverItIsReplayedNoCommandIsAcceptedTwice() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            CommandVerifier one = verifier(EnumSet.allOf(Command.Kind.class));
            List<byte[]> sent = new ArrayList<>();
            Map<Integer, Integer> accepted = new HashMap<>();
            Instant clock = Operator.NOW;
            for (int step = 0; step < 150; step++) {
                clock = clock.plusSeconds(random.nextInt(10) == 0 ? random.nextInt(-7_200, 7_200) : random.nextInt(-2, 8));
                if (sent.isEmpty() || random.nextInt(4) == 0) {
                    Instant issued = clock.minusSeconds(random.nextInt(10));
                    sent.add(operator.sign(new Claims(
                            Operator.DOOR, Operator.SESSION, "id-" + sent.size(), issued, issued.plusSeconds(1 + random.nextInt(30)), UNLOCK)));
                }
                int which = random.nextInt(sent.size());
                boolean synced = random.nextInt(5) > 0;
                Verdict verdict = one.verdict(
                        arrived(sent.get(which)), operator.trusted(), Operator.SESSION, clock,
                        new ClockQuality("ntp", synced, OptionalLong.empty()));
                if (verdict instanceof Verdict.Accepted) {
                    assertThat(synced).isTrue();
                    accepted.merge(which, 1, Integer::sum);
                }
            }
            assertThat(accepted).as("seed %d", seed).isNotEmpty();
            assertThat(accepted.values()).as("seed %d", seed).containsOnly(1);
        }
    }

    private Claims timed(int issued, int expires) {
        return new Claims(
                Operator.DOOR, Operator.SESSION, "t" + (issued + 100) + "-" + (expires + 100), now.plusSeconds(issued),
                now.plusSeconds(expires), UNLOCK);
    }

    private void accepted(Claims claims) {
        assertThat(verdict(operator.sign(claims))).isInstanceOf(Verdict.Accepted.class);
    }

    private void refused(CommandReason reason, Claims claims) {
        assertThat(verdict(operator.sign(claims)))
                .isEqualTo(new Verdict.Refused(reason, Optional.of(claims.id()), Optional.of(operator.identity().id())));
    }

    private Verdict verdict(byte[] payload) {
        return verdict(arrived(payload));
    }

    private Verdict verdict(CommandMessage message) {
        return verifier.verdict(message, operator.trusted(), Operator.SESSION, now, SYNCED);
    }

    private static CommandMessage arrived(byte[] payload) {
        return new CommandMessage(payload, false, Optional.empty());
    }

    private static CommandReason reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }

    private static CommandVerifier verifier(Set<Command.Kind> allowed) {
        return new CommandVerifier(new CommandRules(Operator.DOOR, HALF_MINUTE, allowed));
    }
}
