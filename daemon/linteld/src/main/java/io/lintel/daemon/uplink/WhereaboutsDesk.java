package io.lintel.daemon.uplink;

import io.lintel.core.command.CommandMessage;
import io.lintel.core.command.PassageNotice;
import io.lintel.core.command.PassageNoticeVerifier;
import io.lintel.core.command.PassageNoticeVerifier.Verdict;
import io.lintel.core.door.DoorInput;
import io.lintel.daemon.DoorMessage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the hub's word of passages to the door. However much arrives, little is done about it; what the door does not take it hears
 * again when the hub says more of that person, or at the next connection. Of one thread, the uplink's.
 */
final class WhereaboutsDesk {
    /** So many at once, for a connection at which everything retained arrives, and then two hundred a second. */
    private static final long BURST = 2_000;

    private final WhereaboutsAccess access;
    private final PassageNoticeVerifier verifier;
    private final InstantSource wall;
    private final Allowance verifications = new Allowance(BURST, TimeUnit.MILLISECONDS.toNanos(5));

    WhereaboutsDesk(WhereaboutsAccess access, InstantSource wall) {
        this.access = access;
        this.verifier = new PassageNoticeVerifier(access.audience());
        this.wall = wall;
    }

    /**
     * A message about this person.
     *
     * @return what is to be complained of, if anything
     */
    Optional<String> arrived(UplinkMessage.Arrived message, String person, long nowNanos) {
        if (message.payload().length == 0) {
            return Optional.empty(); // The hub has cleared a retained one.
        }
        if (!verifications.take(nowNanos)) {
            return Optional.of("too much word of passages at once; some of it is not looked at");
        }
        Verdict verdict = verifier.verdict(
                new CommandMessage(message.payload(), message.retained(), message.contentType()),
                person,
                access.keys().get(),
                wall.instant(),
                access.clock().get());
        return switch (verdict) {
            case Verdict.Refused refused -> Optional.of("word of a passage was refused: " + refused.why());
            case Verdict.Heard(PassageNotice notice) -> {
                DoorInput heard = new DoorInput.Whereabouts(notice.person(), notice.way(), notice.at());
                yield access.door().offer(new DoorMessage.Input(heard))
                        ? Optional.empty()
                        : Optional.of("the door agent has no time for word of a passage");
            }
        };
    }
}
