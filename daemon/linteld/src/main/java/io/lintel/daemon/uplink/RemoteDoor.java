package io.lintel.daemon.uplink;

import io.lintel.core.command.Claims;
import io.lintel.core.command.Command;
import io.lintel.core.command.CommandCodec;
import io.lintel.core.command.CommandKey;
import io.lintel.core.command.CommandMessage;
import io.lintel.core.command.CommandReply;
import io.lintel.core.command.CommandReplyCodec;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.uplink.MqttLink.Publication;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An operator's side of the commands: one door at a broker. Every method throws {@link ControlException} with one line when the
 * broker, the door or the network will not have it. Of one thread.
 */
public final class RemoteDoor implements AutoCloseable {
    private static final int WORDS_MAX = 1_000;

    private final PahoLink link;
    private final BrokerSettings broker;
    private final Topics topics;
    private final long patienceNanos;
    private final LongSupplier nanos;
    private final Payloads payloads = new Payloads();
    private final CommandReplyCodec replies = new CommandReplyCodec();
    private final BlockingQueue<UplinkMessage.FromLink> heard = new LinkedBlockingQueue<>(WORDS_MAX);
    private long deadline;

    /**
     * Not connected yet.
     *
     * @param broker where the door can be reached
     * @param topics of the door
     * @param patience how long each step may take
     * @param nanos monotonic clock
     */
    public RemoteDoor(BrokerSettings broker, Topics topics, Duration patience, LongSupplier nanos) {
        this.link = new PahoLink(broker);
        this.broker = broker;
        this.topics = topics;
        this.patienceNanos = patience.toNanos();
        this.nanos = nanos;
    }

    /** Connects, and returns the door's present session as its status says. */
    public String session() {
        link.connect(1, Optional.empty(), List.of(topics.status(), topics.reply()), heard::offer);
        begin();
        while (true) {
            switch (next("no door says on " + topics.status() + " that it is there",
                    "compare site and door, whether it is connected, and what the broker lets you read")) {
                case UplinkMessage.Connected connected when ReasonCodes.refused(connected.subscriptionCode()) ->
                    throw failure("the broker refuses the subscription: " + ReasonCodes.words(connected.subscriptionCode()),
                            "see its access rules");
                case UplinkMessage.Arrived arrived when arrived.topic().equals(topics.status()) -> {
                    Payloads.Presence presence = payloads.presence(arrived.payload())
                            .orElseThrow(() -> failure(topics.status() + " holds no status", "see who else publishes there"));
                    if (!presence.online()) {
                        throw failure("the door is offline", "see its network and its daemon");
                    }
                    return presence.session();
                }
                default -> {
                    // Something else of this connection.
                }
            }
        }
    }

    /**
     * Asks, and waits for what came of it.
     *
     * @param command what
     * @param session as {@link #session()} said
     * @param signer whose key
     * @param secret the private half of it
     * @param validity how long the command may take to get there
     * @param wall must be about right
     */
    public CommandReply ask(
            Command command, String session, CommandKey signer, PrivateKey secret, Duration validity, InstantSource wall) {
        String id = UUID.randomUUID().toString();
        Instant now = wall.instant();
        Claims claims = new Claims(
                Claims.audience(topics.site(), topics.door()), session, id, now, now.plus(validity), command);
        byte[] correlation = id.getBytes(StandardCharsets.US_ASCII);
        link.publish(1, new Publication(
                topics.command(), new CommandCodec().sign(claims, signer, secret), false, CommandMessage.CONTENT_TYPE,
                Optional.of(correlation)));
        begin();
        while (true) {
            switch (next("the door does not answer", "it may take no commands (mqtt.command-keys): see its log")) {
                case UplinkMessage.Answered(_, _, int code) when code == ReasonCodes.NO_MATCHING_SUBSCRIBERS ->
                    throw failure("the door does not listen for commands", "name your public key in its mqtt.command-keys");
                case UplinkMessage.Answered(_, _, int code) when ReasonCodes.refused(code) ->
                    throw failure("the broker does not take " + topics.command() + ": " + ReasonCodes.words(code),
                            "see its access rules");
                case UplinkMessage.Arrived arrived when arrived.topic().equals(topics.reply()) -> {
                    Optional<CommandReply> reply = replies.read(arrived.payload()).filter(mine -> isMine(mine, arrived, id, correlation));
                    if (reply.isPresent()) {
                        return reply.get();
                    }
                }
                default -> {
                    // A status, or an answer to somebody else.
                }
            }
        }
    }

    /** A door that cannot believe a signature names no command, but repeats the correlation. */
    private static boolean isMine(CommandReply reply, UplinkMessage.Arrived arrived, String id, byte[] correlation) {
        return reply.id().map(id::equals)
                .orElseGet(() -> arrived.correlation().filter(data -> Arrays.equals(data, correlation)).isPresent());
    }

    @Override
    public void close() {
        link.close();
    }

    private void begin() {
        deadline = nanos.getAsLong() + patienceNanos;
    }

    private UplinkMessage.FromLink next(String otherwise, String todo) {
        try {
            UplinkMessage.FromLink word = heard.poll(deadline - nanos.getAsLong(), TimeUnit.NANOSECONDS);
            if (word == null) {
                throw failure(otherwise, todo);
            }
            if (word instanceof UplinkMessage.Disconnected lost) {
                throw failure(
                        lost.reasonCode() == 0 ? lost.cause() : ReasonCodes.words(lost.reasonCode()), "see broker, network and password");
            }
            return word;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(new ControlError("interrupted", broker.url().toString(), "try again"), e);
        }
    }

    private ControlException failure(String what, String todo) {
        return new ControlException(what, broker.url().toString(), todo);
    }
}
