package io.lintel.core.command;

import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;

/**
 * Word of the hub that somebody went through a door of an anti-passback area, for the other doors of it.
 *
 * @param audience {@code aud}: the area, see {@link #audience(String, String)}
 * @param person {@code sub}: who
 * @param way {@code way}: in or out
 * @param at {@code at}: when, by the clock of that door, whole milliseconds
 * @param issued {@code iat}, whole seconds
 * @param expires {@code exp}, whole seconds; from this moment on it counts for nothing
 */
public record PassageNotice(String audience, PersonId person, Way way, Instant at, Instant issued, Instant expires) {
    /** The longest that one may be valid: as long as anybody needs to remember a passage. */
    public static final Duration LIFETIME_MAX = Duration.ofDays(366);

    /**
     * Refuses a way that is none.
     *
     * @throws IllegalArgumentException saying so
     */
    public PassageNotice {
        if (way == Way.UNKNOWN) {
            throw new IllegalArgumentException("a passage goes in or out");
        }
    }

    /** The claim that means every door of this area. */
    public static String audience(String site, String area) {
        return "/sites/" + site + "/areas/" + area;
    }
}
