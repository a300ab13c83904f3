package io.lintel.daemon.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Until when a certificate is valid.
 *
 * @param what which certificate, in words
 * @param until from this moment on it is not
 */
public record Expiry(String what, Instant until) {
    /** So long before it should be renewed. */
    public static final Duration RENEWAL = Duration.ofDays(30);

    /** Whether it has expired. */
    public boolean over(Instant now) {
        return !now.isBefore(until);
    }

    /** What to say about it now; empty while there is time. */
    public Optional<String> warning(Instant now) {
        if (now.plus(RENEWAL).isBefore(until)) {
            return Optional.empty();
        }
        String day = until.atZone(ZoneOffset.UTC).toLocalDate().toString();
        long days = Duration.between(now, until).toDays();
        return Optional.of(what + (over(now) ? " expired on " + day : " expires on " + day + ", in " + days + " days"));
    }
}
