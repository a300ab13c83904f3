package io.lintel.daemon.uplink;

import io.lintel.core.command.Command;
import io.lintel.core.command.CommandMessage;
import io.lintel.core.command.CommandReason;
import io.lintel.core.command.CommandReply;
import io.lintel.core.command.CommandReplyCodec;
import io.lintel.core.command.CommandVerifier;
import io.lintel.core.command.Verdict;
import io.lintel.core.command.DoorSummary;
import io.lintel.core.control.DoorReport;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorState;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.uplink.MqttLink.Publication;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from the broker to the door and what came of them back, never waiting for either. Replies go to the door's own
 * {@code reply} topic and nowhere else: a response topic is not covered by the signature. Of one thread, the uplink's.
 *
 * <p>However much arrives, little is done about it: verification, replies to what cannot be believed and events about it have an
 * allowance each.
 */
final class CommandDesk {
    /** Commands that the door may owe an answer. */
    static final int PENDING_MAX = 16;
    /** Replies that may wait for the broker. */
    static final int REPLIES_MAX = 32;
    /** How long the door may take. */
    static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    /** The longest correlation data that comes back. */
    static final int CORRELATION_BYTES_MAX = 128;

    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private final CommandAccess access;
    private final CommandVerifier verifier;
    private final Topics topics;
    private final MqttLink link;
    private final LongSupplier tokens;
    private final InstantSource wall;
    private final Mailbox<UplinkMessage> wake;
    private final RefusalLog refusals;
    private final CommandReplyCodec codec = new CommandReplyCodec();
    private final Allowance verifications = new Allowance(20, TimeUnit.MILLISECONDS.toNanos(200));
    private final Allowance refusalReplies = new Allowance(10, TimeUnit.SECONDS.toNanos(1));
    private final List<Pending> pending = new ArrayList<>();
    private final Deque<Publication> replies = new ArrayDeque<>();
    private final Set<Long> inFlight = new HashSet<>();

    CommandDesk(
            CommandAccess access,
            Topics topics,
            MqttLink link,
            LongSupplier tokens,
            InstantSource wall,
            Mailbox<UplinkMessage> wake) {
        this.access = access;
        this.verifier = new CommandVerifier(access.rules());
        this.topics = topics;
        this.link = link;
        this.tokens = tokens;
        this.wall = wall;
        this.wake = wake;
        this.refusals = new RefusalLog(access.events(), wall);
    }

    /** A command that the door has been asked to obey. */
    private record Pending(
            Verdict.Accepted accepted,
            String session,
            Optional<byte[]> correlation,
            CompletableFuture<DoorReport> answer,
            long deadlineNanos) {}

    /** A message on the command topic. */
    void arrived(UplinkMessage.Arrived message, String session, long nowNanos) {
        if (!verifications.take(nowNanos)) {
            refusals.overlooked();
            return;
        }
        Optional<byte[]> correlation = message.correlation().filter(data -> data.length <= CORRELATION_BYTES_MAX);
        Verdict verdict = verifier.verdict(
                new CommandMessage(message.payload(), message.retained(), message.contentType()),
                access.keys().get(),
                session,
                wall.instant(),
                access.clock().get());
        switch (verdict) {
            case Verdict.Accepted accepted -> obey(accepted, session, correlation, nowNanos);
            case Verdict.Repeated(_, Optional<CommandReply> reply) ->
                reply.ifPresent(again -> queue(again, session, correlation));
            case Verdict.Refused refused -> {
                refusals.refused(refused, nowNanos);
                if (refused.key().isPresent() || refusalReplies.take(nowNanos)) {
                    queue(CommandReply.refused(refused.id(), refused.reason()), session, correlation);
                }
            }
        }
    }

    private void obey(Verdict.Accepted accepted, String session, Optional<byte[]> correlation, long nowNanos) {
        CompletableFuture<DoorReport> answer = new CompletableFuture<>();
        Pending asked = new Pending(accepted, session, correlation, answer, nowNanos + ANSWER_NANOS_MAX);
        String by = "key:" + accepted.key();
        DoorInput input = switch (accepted.claims().command()) {
            case Command.Unlock(var hold) -> new DoorInput.Unlock(by, hold);
            case Command.Lock() -> new DoorInput.Lock(by);
            case Command.Lockdown(boolean active) -> new DoorInput.Lockdown(by, active);
            case Command.Confirm(boolean duress) -> new DoorInput.Confirm(by, duress);
        };
        if (pending.size() >= PENDING_MAX || !access.door().offer(new DoorMessage.Asked(input, answer))) {
            reply(asked, CommandReply.silent(accepted.claims().id()));
            return;
        }
        LOG.info("command {} ({}) by {}", accepted.claims().command().kind().wire(), accepted.claims().id(), by);
        pending.add(asked);
        // Runs on the door's thread, and only rings a bell there.
        var _ = answer.whenComplete((_, _) -> wake.offer(new UplinkMessage.DoorAnswered()));
    }

    /** Looks what the door has answered. One that stays silent is no longer to obey, should it wake up. */
    void look(long nowNanos) {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending asked = all.next();
            if (asked.answer().isDone() || nowNanos - asked.deadlineNanos() >= 0) {
                asked.answer().cancel(false);
                reply(asked, reply(asked));
                all.remove();
            }
        }
    }

    private static CommandReply reply(Pending asked) {
        String id = asked.accepted().claims().id();
        if (asked.answer().isCompletedExceptionally()) {
            return CommandReply.silent(id);
        }
        DoorSummary door = DoorSummary.of(asked.answer().join());
        boolean stayedLocked = asked.accepted().claims().command() instanceof Command.Unlock && !door.released();
        if (stayedLocked) {
            CommandReason why = door.state() == DoorState.LOCKDOWN ? CommandReason.LOCKDOWN : CommandReason.LOCKED;
            return new CommandReply(Optional.of(id), CommandReply.Result.REFUSED, Optional.of(why), Optional.of(door));
        }
        if (!door.relay()) {
            return new CommandReply(
                    Optional.of(id), CommandReply.Result.FAILED, Optional.of(CommandReason.RELAY), Optional.of(door));
        }
        return new CommandReply(Optional.of(id), CommandReply.Result.DONE, Optional.empty(), Optional.of(door));
    }

    private void reply(Pending asked, CommandReply reply) {
        verifier.answered(asked.accepted(), reply);
        queue(reply, asked.session(), asked.correlation());
    }

    private void queue(CommandReply reply, String session, Optional<byte[]> correlation) {
        if (replies.size() >= REPLIES_MAX) {
            replies.remove();
        }
        byte[] payload = codec.write(reply, session, wall.instant());
        replies.add(new Publication(topics.reply(), payload, false, Payloads.JSON, correlation));
    }

    /**
     * Sends replies.
     *
     * @param room messages the broker still takes
     * @return messages sent
     */
    int publish(int room) {
        int sent = 0;
        while (sent < room && !replies.isEmpty()) {
            long token = tokens.getAsLong();
            inFlight.add(token);
            link.publish(token, replies.remove());
            sent++;
        }
        return sent;
    }

    /** The connection is gone, and with it whoever waited for a reply on it. */
    void lost() {
        inFlight.clear();
        replies.clear();
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Whether this token was one of these; it is no longer in flight then. */
    boolean answered(long token) {
        return inFlight.remove(token);
    }
}
