package io.lintel.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.door.DoorState;
import io.lintel.hal.ClockQuality;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes: what is a command and what only looks like one, although its signature is good. */
final class CommandFormTest {
    private static final String CLAIMS = "{\"aud\":\"/sites/hq/doors/front\",\"sid\":\"" + Operator.SESSION
            + "\",\"jti\":\"a\",\"iat\":" + Operator.NOW.getEpochSecond() + ",\"exp\":" + (Operator.NOW.getEpochSecond() + 30)
            + ",\"command\":\"unlock\",\"hold_ms\":5000}";
    private final Operator operator = Operator.born();
    private final String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + operator.identity().id() + "\",\"typ\":\"lintel-command+jwt\"}";

    @Test
    void theFormIsTheDocumentedOne() {
        assertThat(verdict(header, CLAIMS)).isInstanceOf(Verdict.Accepted.class);
        assertThat(new String(operator.sign(Operator.claims("a", new Command.Unlock(Duration.ofSeconds(5)))), StandardCharsets.US_ASCII))
                .isEqualTo(new String(Jws.sign(utf8(header), utf8(CLAIMS), operator.secret()), StandardCharsets.US_ASCII));
    }

    @Test
    void examplesOfTheStandardVerify() throws GeneralSecurityException {
        // RFC 8037, appendix A.
        byte[] raw = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        CommandKey key = CommandKey.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        assertThat(key.id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        Jws jws = Jws.parse(utf8("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                        + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"))
                .orElseThrow();
        assertThat(jws.signedBy(key.key())).isTrue();
        assertThat(new String(jws.payload(), StandardCharsets.UTF_8)).isEqualTo("Example of Ed25519 signing");
    }

    @Test
    void noOtherAlgorithmIsBelieved() throws GeneralSecurityException {
        String kid = operator.identity().id();
        for (String algorithm : List.of("none", "None", "HS256", "RS256", "ES256", "Ed448", "eddsa", "")) {
            assertThat(reason("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\",\"typ\":\"lintel-command+jwt\"}", CLAIMS))
                    .as(algorithm).isEqualTo(CommandReason.ALGORITHM);
        }
        // The classic: the public key taken as the secret of a MAC.
        String hs = "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\",\"typ\":\"lintel-command+jwt\"}";
        String signed = url(utf8(hs)) + "." + url(utf8(CLAIMS));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(operator.identity().key().getEncoded(), "HmacSHA256"));
        assertThat(reason(verdict(utf8(signed + "." + url(mac.doFinal(utf8(signed))))))).isEqualTo(CommandReason.MALFORMED);
        assertThat(reason(verdict(utf8(signed + "." + url(new byte[64]))))).isEqualTo(CommandReason.ALGORITHM);
        assertThat(reason(verdict(utf8(signed + ".")))).isEqualTo(CommandReason.MALFORMED);
    }

    @Test
    void aHeaderWithMoreOrLessIsNoCommands() {
        String kid = operator.identity().id();
        for (String wrong : List.of(
                "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"lintel-command+jwt\"}",
                "{\"alg\":\"EdDSA\",\"kid\":7,\"typ\":\"lintel-command+jwt\"}",
                "{\"alg\":[\"EdDSA\"],\"kid\":\"" + kid + "\",\"typ\":\"lintel-command+jwt\"}",
                header.replace("}", ",\"crit\":[\"b64\"],\"b64\":false}"),
                header.replace("}", ",\"jwk\":{}}"),
                header.replace("}", ",\"alg\":\"EdDSA\"}"),
                "[]", "null", "", "{")) {
            assertThat(reason(wrong, CLAIMS)).as(wrong).isEqualTo(CommandReason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "[]", "null", "7", "\"unlock\"",
        "{\"command\":\"unlock\"}",
    })
    void claimsThatAreNoneAreRefusedAlthoughSigned(String claims) {
        assertThat(reason(header, claims)).isEqualTo(CommandReason.MALFORMED);
    }

    @Test
    void claimsAreReadStrictly() {
        for (String wrong : List.of(
                CLAIMS.replace("}", ",\"command\":\"lock\"}"),
                CLAIMS.replace("}", ",\"hold_ms\":1}"),
                CLAIMS.replace("}", ",\"only_on\":\"mondays\"}"),
                CLAIMS + "{}",
                CLAIMS.replace("5000", "\"5000\""),
                CLAIMS.replace("5000", "5000.0"),
                CLAIMS.replace("5000", "0"),
                CLAIMS.replace("5000", "-1"),
                CLAIMS.replace("5000", "86400001"),
                CLAIMS.replace("5000", "1e400"),
                CLAIMS.replace("5000", "99999999999999999999"),
                CLAIMS.replace(",\"hold_ms\":5000", ""),
                CLAIMS.replace("\"unlock\"", "\"lock\""),
                CLAIMS.replace("\"unlock\"", "\"open\""),
                CLAIMS.replace("\"unlock\"", "\"Unlock\""),
                CLAIMS.replace("\"unlock\",\"hold_ms\":5000", "\"lockdown\",\"active\":\"true\""),
                CLAIMS.replace("\"jti\":\"a\"", "\"jti\":\"\""),
                CLAIMS.replace("\"jti\":\"a\"", "\"jti\":\"" + "a".repeat(65) + "\""),
                CLAIMS.replace("\"jti\":\"a\"", "\"jti\":\"a/b\""),
                CLAIMS.replace("\"jti\":\"a\"", "\"jti\":7"),
                CLAIMS.replace("\"aud\":\"/sites/hq/doors/front\"", "\"aud\":[\"/sites/hq/doors/front\"]"),
                CLAIMS.replace("\"iat\":", "\"iat\":-"),
                CLAIMS.replace("\"exp\":", "\"exp\":9999999999999"),
                CLAIMS.replace("\"exp\":", "\"exp\":1e"),
                "[".repeat(3_000))) {
            assertThat(reason(header, wrong)).as(wrong).isEqualTo(CommandReason.MALFORMED);
        }
    }

    @Test
    void onlyUtf8IsRead() {
        for (Charset other : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, Charset.forName("UTF-32"))) {
            assertThat(reason(verdict(Jws.sign(utf8(header), CLAIMS.getBytes(other), operator.secret()))))
                    .isEqualTo(CommandReason.MALFORMED);
        }
        byte[] broken = utf8(CLAIMS.replace("\"sid\":\"", "\"sid\":\"#"));
        broken[CLAIMS.indexOf("\"sid\":\"") + 7] = (byte) 0xC3;
        assertThat(reason(verdict(Jws.sign(utf8(header), broken, operator.secret())))).isEqualTo(CommandReason.MALFORMED);
    }

    @Test
    void keysGoThroughTheirFiles() throws GeneralSecurityException {
        CommandKey read = CommandKey.fromPem(operator.identity().toPem());
        assertThat(read).isEqualTo(operator.identity());
        byte[] message = new CommandCodec().sign(
                Operator.claims("a", new Command.Lock()), read, CommandKey.privateFromPem(CommandKey.toPem(operator.secret())));
        assertThat(verdict(message)).isInstanceOf(Verdict.Accepted.class);
        assertThatThrownBy(() -> CommandKey.fromPem(CommandKey.toPem(operator.secret()))).hasMessageContaining("private key");
        assertThatThrownBy(() -> CommandKey.fromPem("ssh-ed25519 AAAA")).hasMessageContaining("no PEM key");
        assertThatThrownBy(() -> CommandKey.fromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .hasMessageContaining("no Ed25519");
        assertThatThrownBy(() -> CommandKey.fromPem("-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----"))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> CommandKey.of(KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic()))
                .hasMessageContaining("EC");
    }

    @Test
    void repliesGoThroughTheirBytes() {
        CommandReplyCodec codec = new CommandReplyCodec();
        for (CommandReply reply : List.of(
                new CommandReply(Optional.of("a"), CommandReply.Result.DONE, Optional.empty(),
                        Optional.of(new DoorSummary(DoorState.UNLOCKED, true, true, false, 5_000))),
                CommandReply.refused(Optional.empty(), CommandReason.SIGNATURE),
                CommandReply.silent("b"))) {
            assertThat(codec.read(codec.write(reply, "s", Operator.NOW))).contains(reply);
        }
        for (String none : List.of("", "[]", "{", "{\"result\":\"open\"}", "7")) {
            assertThat(codec.read(utf8(none))).as(none).isEmpty();
        }
    }

    private CommandReason reason(String head, String claims) {
        return reason(verdict(head, claims));
    }

    private static CommandReason reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }

    private Verdict verdict(String head, String claims) {
        return verdict(Jws.sign(utf8(head), utf8(claims), operator.secret()));
    }

    private Verdict verdict(byte[] payload) {
        return new CommandVerifier(new CommandRules(Operator.DOOR, Duration.ofSeconds(30), EnumSet.allOf(Command.Kind.class)))
                .verdict(
                        new CommandMessage(payload, false, Optional.empty()), operator.trusted(), Operator.SESSION, Operator.NOW,
                        new ClockQuality("ntp", true, OptionalLong.empty()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
