package io.lintel.daemon.uplink;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One MQTT 5 client seen from the uplink agent: commands go in and return at once, what becomes of them comes out as
 * {@link UplinkMessage.FromLink}, on any thread. Keeps no outbox and never reconnects by itself: both are the agent's business.
 */
public interface MqttLink extends AutoCloseable {
    /**
     * Begins a connection, giving up any older one. Ends in {@code Connected}, or in {@code Disconnected}; never throws.
     *
     * @param connection number of this connection, repeated in every answer
     * @param will published by the broker, retained, when the connection is lost
     * @param subscriptions topics to subscribe to before {@code Connected} is said
     * @param answers takes the answers; must not block
     */
    void connect(int connection, Publication will, List<String> subscriptions, Consumer<UplinkMessage.FromLink> answers);

    /** Publishes with QoS 1; ends in {@code Answered} or in {@code Disconnected}. Never throws. */
    void publish(long token, Publication publication);

    /** Publishes with QoS 0: sent or not, nobody says. Never throws. */
    void mention(Publication publication);

    /** Ends the connection in an orderly way, waiting a moment for it; the will is not published. */
    @Override
    void close();

    /**
     * A message to be published.
     *
     * @param topic where
     * @param payload UTF-8 text
     * @param retained whether the broker keeps it for whoever subscribes later
     * @param contentType of the payload
     * @param correlation of the request that this answers, if it is an answer to one that has it
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over once and never compared.
    record Publication(String topic, byte[] payload, boolean retained, String contentType, Optional<byte[]> correlation) {
        /** One that answers nothing. */
        public Publication(String topic, byte[] payload, boolean retained, String contentType) {
            this(topic, payload, retained, contentType, Optional.empty());
        }
    }
}
