package io.lintel.daemon.uplink;

import java.time.Instant;
import java.util.Optional;

/** What the uplink agent can be told. */
public sealed interface UplinkMessage {
    /** The journal has grown to this number. May be dropped when the mailbox is full: the next one says more. */
    record Committed(long lastSeq) implements UplinkMessage {}

    /** The door's state has changed; only the latest is sent. */
    record State(StateReport report) implements UplinkMessage {}

    /** How the door fares, in numbers; sent at once if there is a connection, else forgotten. */
    record Gauges(GaugeReport report) implements UplinkMessage {}

    /** What the broker's side has to say; see {@link MqttLink}. */
    sealed interface FromLink extends UplinkMessage {
        /** The connection this is about; words about an older one are ignored. */
        int connection();
    }

    /**
     * Connected.
     *
     * @param receiveMaximum how many QoS 1 messages the broker takes unacknowledged
     * @param subscriptionCode the worst MQTT 5 reason code of the subscriptions: below 0x80 all were granted
     * @param certificateUntil until when the broker's certificate is valid, if the connection is encrypted
     */
    record Connected(int connection, int receiveMaximum, int subscriptionCode, Optional<Instant> certificateUntil)
            implements FromLink {
        /** In clear. */
        public Connected(int connection, int receiveMaximum, int subscriptionCode) {
            this(connection, receiveMaximum, subscriptionCode, Optional.empty());
        }
    }

    /**
     * Not connected, or not any more.
     *
     * @param reasonCode MQTT 5 reason code if the broker gave one, else 0
     * @param cause in words
     */
    record Disconnected(int connection, int reasonCode, String cause) implements FromLink {}

    /**
     * The broker has answered a publication.
     *
     * @param token as given to {@link MqttLink#publish}
     * @param reasonCode MQTT 5 reason code: below 0x80 it was taken
     */
    record Answered(int connection, long token, int reasonCode) implements FromLink {}

    /**
     * A message for this door.
     *
     * @param topic of it
     * @param payload of it
     * @param retained whether the sender had it retained
     * @param contentType MQTT 5 content type, if the sender gave one
     * @param correlation MQTT 5 correlation data, if the sender gave any
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over once and never compared.
    record Arrived(
            int connection,
            String topic,
            byte[] payload,
            boolean retained,
            Optional<String> contentType,
            Optional<byte[]> correlation) implements FromLink {
        /** One without properties. */
        public Arrived(int connection, String topic, byte[] payload, boolean retained) {
            this(connection, topic, payload, retained, Optional.empty(), Optional.empty());
        }
    }

    /** The door has answered a command; wakes the agent up. May be dropped when the mailbox is full: the agent looks by itself. */
    record DoorAnswered() implements UplinkMessage {}
}
