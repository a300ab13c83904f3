package io.lintel.core.command;

import io.lintel.hal.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which messages are the hub's word of a passage. Assumes, as for commands, that the broker is hostile: all that counts is
 * signed. Stateless; any thread.
 *
 * <p>Unlike a command it may be retained, may be repeated and is for many doors and sessions: it says what was, and whoever hears it
 * keeps the latest passage of each person. So an old one that is sent again changes nothing, and one that is kept back leaves a door with
 * what it sees itself. Nothing of it can open a door: at the worst, of a stolen key, it lets people in twice or keeps them out.
 */
public final class PassageNoticeVerifier {
    private final String audience;
    private final PassageNoticeCodec codec = new PassageNoticeCodec();

    /**
     * A verifier.
     *
     * @param audience this door's area, see {@link PassageNotice#audience(String, String)}
     */
    public PassageNoticeVerifier(String audience) {
        this.audience = audience;
    }

    /** What became of a message. */
    public sealed interface Verdict {
        /** To be believed. */
        record Heard(PassageNotice notice) implements Verdict {}

        /**
         * Not to be believed.
         *
         * @param why in words: completes "word of a passage was refused: …"
         */
        record Refused(String why) implements Verdict {}
    }

    /**
     * Decides.
     *
     * @param message as it arrived
     * @param person whom its topic names
     * @param keys the hubs' keys trusted at this moment, by id
     * @param now the door's wall clock
     * @param clock how far that can be trusted
     */
    public Verdict verdict(
            CommandMessage message, String person, Map<String, CommandKey> keys, Instant now, ClockQuality clock) {
        if (message.payload().length > CommandMessage.BYTES_MAX) {
            return new Verdict.Refused("it is longer than " + CommandMessage.BYTES_MAX + " bytes");
        }
        Optional<Jws> jws = Jws.parse(message.payload());
        Optional<StrictJson.Header> header = jws.flatMap(parts -> codec.header(parts.header()));
        if (jws.isEmpty() || header.isEmpty() || !header.get().edDsa()) {
            return new Verdict.Refused("it is no passage signed by EdDSA");
        }
        CommandKey key = keys.get(header.get().key());
        if (key == null) {
            return new Verdict.Refused("this door does not know the key; see mqtt.whereabouts-keys");
        }
        if (!jws.get().signedBy(key.key())) {
            return new Verdict.Refused("the signature does not fit");
        }
        Optional<PassageNotice> notice = codec.claims(jws.get().payload());
        return notice.flatMap(read -> objection(read, person, now, clock)).<Verdict>map(Verdict.Refused::new)
                .or(() -> notice.map(Verdict.Heard::new))
                .orElseGet(() -> new Verdict.Refused("its claims are not those of a passage"));
    }

    private Optional<String> objection(PassageNotice notice, String person, Instant now, ClockQuality clock) {
        Instant latest = now.plus(CommandRules.LEEWAY);
        Duration lifetime = Duration.between(notice.issued(), notice.expires());
        if (!notice.audience().equals(audience)) {
            return Optional.of("it is for another area; see mqtt.whereabouts-area");
        }
        if (!notice.person().value().equals(person)) {
            return Optional.of("its topic names another person");
        }
        if (!clock.synchronised()) {
            return Optional.of("the door's clock is not synchronised");
        }
        if (notice.issued().isAfter(latest) || notice.at().isAfter(latest)) {
            return Optional.of("it is of the future; compare the clocks of hub and doors");
        }
        if (!lifetime.isPositive() || lifetime.compareTo(PassageNotice.LIFETIME_MAX) > 0) {
            return Optional.of("it is valid for more than a year, or for no time");
        }
        return now.isBefore(notice.expires()) ? Optional.empty() : Optional.of("it has expired");
    }
}
