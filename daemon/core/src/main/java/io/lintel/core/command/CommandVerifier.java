package io.lintel.core.command;

import io.lintel.hal.ClockQuality;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which messages are commands to be obeyed. Assumes that the broker, and everybody who can publish to it, is hostile: all
 * that counts is signed. Of one thread; no clock, no I/O.
 *
 * <p>A message is accepted once, if it is not retained, is a JWS signed by a known Ed25519 key over exactly the bytes that arrived,
 * names this door and its present session, is neither expired nor valid for long nor issued in the future by a clock that is
 * synchronised, has an id not seen before, and asks for something allowed.
 */
public final class CommandVerifier {
    private final CommandRules rules;
    private final CommandCodec codec = new CommandCodec();
    private final CommandMemory memory = new CommandMemory();

    /** A verifier that has accepted nothing yet. Keep it as long as the door's sessions may be guessed: as long as the daemon runs. */
    public CommandVerifier(CommandRules rules) {
        this.rules = rules;
    }

    /**
     * Decides.
     *
     * @param message as it arrived
     * @param keys the keys trusted at this moment, by id
     * @param session the door's present one
     * @param now the door's wall clock
     * @param clock how far that can be trusted
     */
    public Verdict verdict(
            CommandMessage message, Map<String, CommandKey> keys, String session, Instant now, ClockQuality clock) {
        memory.forget(now);
        if (message.payload().length > CommandMessage.BYTES_MAX) {
            return refused(CommandReason.TOO_LARGE);
        }
        if (message.retained()) {
            return refused(CommandReason.RETAINED);
        }
        if (message.contentType().filter(type -> !type.equals(CommandMessage.CONTENT_TYPE)).isPresent()) {
            return refused(CommandReason.CONTENT_TYPE);
        }
        Optional<Jws> jws = Jws.parse(message.payload());
        Optional<StrictJson.Header> header = jws.flatMap(parts -> codec.header(parts.header()));
        if (jws.isEmpty() || header.isEmpty()) {
            return refused(CommandReason.MALFORMED);
        }
        if (!header.get().edDsa()) {
            return refused(CommandReason.ALGORITHM);
        }
        CommandKey key = keys.get(header.get().key());
        if (key == null) {
            return refused(CommandReason.UNKNOWN_KEY);
        }
        if (!jws.get().signedBy(key.key())) {
            return refused(CommandReason.SIGNATURE);
        }
        Optional<Claims> claims = codec.claims(jws.get().payload());
        if (claims.isEmpty()) {
            return new Verdict.Refused(CommandReason.MALFORMED, Optional.empty(), Optional.of(key.id()));
        }
        return signed(claims.get(), key, digest(message.payload()), session, now, clock);
    }

    private Verdict signed(Claims claims, CommandKey key, String digest, String session, Instant now, ClockQuality clock) {
        String name = name(claims, key.id());
        Optional<String> before = memory.digest(name);
        if (before.isPresent() && before.get().equals(digest)) {
            return new Verdict.Repeated(claims, memory.reply(name));
        }
        Optional<CommandReason> objection = objection(claims, before.isPresent(), session, now, clock);
        if (objection.isPresent()) {
            return new Verdict.Refused(objection.get(), Optional.of(claims.id()), Optional.of(key.id()));
        }
        memory.remember(name, digest, claims.expires());
        return new Verdict.Accepted(claims, key.id());
    }

    private Optional<CommandReason> objection(
            Claims claims, boolean known, String session, Instant now, ClockQuality clock) {
        Duration lifetime = Duration.between(claims.issued(), claims.expires());
        if (!claims.audience().equals(rules.audience())) {
            return Optional.of(CommandReason.AUDIENCE);
        }
        if (known) {
            return Optional.of(CommandReason.REUSED);
        }
        if (!clock.synchronised()) {
            return Optional.of(CommandReason.CLOCK);
        }
        if (!lifetime.isPositive() || lifetime.compareTo(rules.lifetimeMax()) > 0) {
            return Optional.of(CommandReason.LIFETIME);
        }
        if (claims.issued().isAfter(now.plus(CommandRules.LEEWAY))) {
            return Optional.of(CommandReason.NOT_YET);
        }
        if (!now.isBefore(claims.expires()) || memory.mayHaveForgotten(claims.expires())) {
            return Optional.of(CommandReason.EXPIRED);
        }
        if (!claims.session().equals(session)) {
            return Optional.of(CommandReason.SESSION);
        }
        if (!rules.allowed().contains(claims.command().kind())) {
            return Optional.of(CommandReason.NOT_ALLOWED);
        }
        return memory.isFull() ? Optional.of(CommandReason.BUSY) : Optional.empty();
    }

    /** Keeps what was answered to an accepted command, for its repetitions. */
    public void answered(Verdict.Accepted accepted, CommandReply reply) {
        memory.answered(name(accepted.claims(), accepted.key()), reply);
    }

    /** One operator's ids are nobody else's business. */
    private static String name(Claims claims, String key) {
        return key + "/" + claims.id();
    }

    private static Verdict refused(CommandReason reason) {
        return new Verdict.Refused(reason, Optional.empty(), Optional.empty());
    }

    private static String digest(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
