package io.lintel.core.command;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a signed command says (RFC 7519 claims).
 *
 * @param audience {@code aud}: the one door it is for, see {@link #audience(String, String)}
 * @param session {@code sid}: the door's session as its status says
 * @param id {@code jti}: never used before, 1..64 of letters, digits, '-' and '_'
 * @param issued {@code iat}, whole seconds
 * @param expires {@code exp}, whole seconds; from this moment on it counts for nothing
 * @param command what is asked
 */
public record Claims(String audience, String session, String id, Instant issued, Instant expires, Command command) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Refuses an id that is none.
     *
     * @throws IllegalArgumentException naming it
     */
    public Claims {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("command id \"" + id + "\": must be 1..64 of letters, digits, '-' and '_'");
        }
    }

    /** The audience that means this door: the same as the {@code source} of its events. */
    public static String audience(String site, String door) {
        return "/sites/" + site + "/doors/" + door;
    }
}
