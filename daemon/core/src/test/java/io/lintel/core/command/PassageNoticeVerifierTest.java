package io.lintel.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lintel.core.command.PassageNoticeVerifier.Verdict;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import io.lintel.hal.ClockQuality;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only the hub's own, whole, present word about this area and person is believed. */
final class PassageNoticeVerifierTest {
    private static final Instant NOW = Instant.parse("2026-07-01T08:30:00.250Z");
    private static final String AREA = PassageNotice.audience("hq", "main");
    private static final PersonId ANA = new PersonId("ana");
    private static final ClockQuality GOOD = new ClockQuality("ntp", true, OptionalLong.empty());

    private final KeyPair pair = pair();
    private final CommandKey hub = CommandKey.of(pair.getPublic());
    private final PassageNotice notice = new PassageNotice(
            AREA, ANA, Way.IN, NOW.minusSeconds(60), Instant.parse("2026-07-01T08:30:00Z"), Instant.parse("2026-07-02T08:30:00Z"));

    @Test
    void theHubsWordIsBelievedAsOftenAsItIsSaid() {
        for (int times = 0; times < 2; times++) {
            assertThat(verdict(signed(notice), "ana", NOW, GOOD)).isEqualTo(new Verdict.Heard(notice));
        }
        PassageNotice out = new PassageNotice(AREA, ANA, Way.OUT, notice.at(), notice.issued(), notice.expires());
        assertThat(verdict(signed(out), "ana", NOW, GOOD)).isEqualTo(new Verdict.Heard(out));
    }

    @Test
    void whatAnybodyElseSignedOrChangedIsRefused() {
        KeyPair other = pair();
        refused("does not know the key", new PassageNoticeCodec().sign(notice, CommandKey.of(other.getPublic()), other.getPrivate()));
        refused("signature", new PassageNoticeCodec().sign(notice, hub, other.getPrivate()));
        byte[] good = signed(notice);
        for (int at = 0; at < good.length; at++) {
            byte[] changed = good.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            assertThat(verdict(changed, "ana", NOW, GOOD)).as("at %d", at).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void anOperatorsCommandIsNoPassageAndAPassageIsNoCommand() {
        Claims claims = new Claims("/sites/hq/doors/front", "s", "a", NOW, NOW.plusSeconds(30), new Command.Lock());
        refused("no passage", new CommandCodec().sign(claims, hub, pair.getPrivate()));
        CommandVerifier commands = new CommandVerifier(
                new CommandRules(AREA, Duration.ofDays(300), Set.of(Command.Kind.values())));
        assertThat(commands.verdict(
                        new CommandMessage(signed(notice), false, Optional.empty()), Map.of(hub.id(), hub), "s", NOW, GOOD))
                .isEqualTo(new io.lintel.core.command.Verdict.Refused(CommandReason.MALFORMED, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatIsNotForHereOrNotOfNowIsRefused() {
        refused("another area", signed(with(PassageNotice.audience("hq", "store"), notice.at(), notice.issued(), notice.expires())));
        refused("another area", signed(with(PassageNotice.audience("annex", "main"), notice.at(), notice.issued(), notice.expires())));
        refused("future", signed(with(AREA, NOW.plusSeconds(6), notice.issued(), notice.expires())));
        refused("future", signed(with(AREA, notice.at(), NOW.plusSeconds(6), notice.expires())));
        refused("more than a year", signed(with(AREA, notice.at(), notice.issued(), notice.issued().plus(Duration.ofDays(367)))));
        refused("no time", signed(with(AREA, notice.at(), notice.issued(), notice.issued())));
        assertThat(verdict(signed(notice), "ben", NOW, GOOD)).isEqualTo(new Verdict.Refused("its topic names another person"));
        assertThat(verdict(signed(notice), "ana", notice.expires(), GOOD)).isEqualTo(new Verdict.Refused("it has expired"));
        assertThat(verdict(signed(notice), "ana", NOW, new ClockQuality("none", false, OptionalLong.empty())))
                .isEqualTo(new Verdict.Refused("the door's clock is not synchronised"));
    }

    @Test
    void claimsThatAreMissingUnknownOrTwiceAreRefused() {
        String claims = "{\"aud\":\"/sites/hq/areas/main\",\"sub\":\"ana\",\"way\":\"in\",\"at\":1,\"iat\":1782894600,\"exp\":1782894700}";
        assertThat(verdict(token(claims), "ana", NOW, GOOD)).isInstanceOf(Verdict.Heard.class);
        refused("claims", token(claims.replace("\"at\":1,", "")));
        refused("claims", token(claims.replace("\"at\":1,", "\"at\":1,\"at\":2,")));
        refused("claims", token(claims.replace("\"at\":1,", "\"at\":1,\"unless\":\"x\",")));
        refused("claims", token(claims.replace("\"at\":1,", "\"at\":-1,")));
        refused("claims", token(claims.replace("\"in\"", "\"unknown\"")));
        refused("claims", token(claims.replace("\"ana\"", "\"Ana Lima\"")));
        refused("claims", token(claims + " {}"));
        refused("longer", new byte[CommandMessage.BYTES_MAX + 1]);
        assertThatIllegalArgumentException().isThrownBy(() -> new PassageNotice(AREA, ANA, Way.UNKNOWN, NOW, NOW, NOW));
    }

    private byte[] token(String claims) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + hub.id() + "\",\"typ\":\"lintel-passage+jwt\"}";
        return Jws.sign(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8), pair.getPrivate());
    }

    private PassageNotice with(String audience, Instant at, Instant issued, Instant expires) {
        return new PassageNotice(audience, ANA, Way.IN, at, issued, expires);
    }

    private byte[] signed(PassageNotice said) {
        return new PassageNoticeCodec().sign(said, hub, pair.getPrivate());
    }

    private void refused(String why, byte[] message) {
        assertThat(verdict(message, "ana", NOW, GOOD)).isInstanceOfSatisfying(
                Verdict.Refused.class, refused -> assertThat(refused.why()).contains(why));
    }

    private Verdict verdict(byte[] message, String person, Instant now, ClockQuality clock) {
        return new PassageNoticeVerifier(AREA)
                .verdict(new CommandMessage(message, true, Optional.empty()), person, Map.of(hub.id(), hub), now, clock);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
