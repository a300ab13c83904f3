package io.lintel.daemon.uplink;

import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * {@link MqttLink} by Eclipse Paho. A fresh client for every connection, clean start, no persistence, no buffer, no reconnect of
 * Paho's: the journal is the one memory. Threading: the commands are for one thread; answers come on Paho's.
 */
public final class PahoLink implements MqttLink {
    private static final int CONNECT_SECONDS_MAX = 10;
    private static final int RECEIVE_MAXIMUM = 20;
    private static final int RECEIVE_MAXIMUM_IF_ABSENT = 65_535;
    private static final long GOODBYE_MILLIS_MAX = 2_000;

    /** Held, since a logger that nobody holds forgets its level. Paho logs stack traces for what is told through the answers. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    private final BrokerSettings settings;
    private @Nullable Attempt attempt;

    /** A link to this broker; credentials and certificates are read at every connection. */
    public PahoLink(Config.Mqtt settings) {
        this(settings.broker());
    }

    PahoLink(BrokerSettings settings) {
        this.settings = settings;
        PAHO.setLevel(Level.OFF);
    }

    @Override
    public void connect(int connection, Publication will, List<String> subscriptions, Consumer<UplinkMessage.FromLink> answers) {
        connect(connection, Optional.of(will), subscriptions, answers);
    }

    void connect(
            int connection,
            Optional<Publication> will,
            List<String> subscriptions,
            Consumer<UplinkMessage.FromLink> answers) {
        if (attempt != null) {
            attempt.giveUp();
        }
        Attempt fresh = new Attempt(connection, subscriptions, answers);
        attempt = fresh;
        try {
            fresh.begin(options(will, fresh));
        } catch (MqttException | ConfigException | TlsException | IllegalArgumentException e) {
            fresh.ended(e);
        }
    }

    @Override
    public void publish(long token, Publication publication) {
        if (attempt != null) {
            attempt.publish(token, publication);
        }
    }

    @Override
    public void mention(Publication publication) {
        if (attempt != null) {
            attempt.mention(publication);
        }
    }

    @Override
    public void close() {
        if (attempt != null) {
            attempt.goodbye();
            attempt = null;
        }
    }

    private MqttConnectionOptions options(Optional<Publication> will, Attempt fresh) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setConnectionTimeout(CONNECT_SECONDS_MAX);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize((long) BrokerSocket.PACKET_BYTES_MAX);
        will.ifPresent(last -> options.setWill(last.topic(), message(last)));
        settings.username().ifPresent(options::setUserName);
        settings.password().ifPresent(secret -> options.setPassword(secret.read()));
        Optional<Tls> tls = settings.tls() ? Optional.of(new Tls(settings)) : Optional.empty();
        options.setSocketFactory(BrokerSocket.factory(tls, fresh::certificateUntil));
        return options;
    }

    private static MqttMessage message(Publication publication) {
        MqttProperties properties = new MqttProperties();
        properties.setContentType(publication.contentType());
        properties.setPayloadFormat(true);
        publication.correlation().ifPresent(properties::setCorrelationData);
        return new MqttMessage(publication.payload(), 1, publication.retained(), properties);
    }

    /** The innermost cause says most. */
    private static String words(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) { // Throwable allows no cause to be its own
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return cause instanceof UnknownHostException ? "unknown host " + message : message;
    }

    /** One connection, from the attempt to its end, which it tells once. */
    private final class Attempt implements MqttCallback {
        private final int connection;
        private final List<String> subscriptions;
        private final Consumer<UplinkMessage.FromLink> answers;
        private @Nullable MqttAsyncClient client;
        private volatile boolean over;
        private volatile boolean unsaid;
        private volatile boolean greeted;
        private volatile Optional<Instant> certificateUntil = Optional.empty();

        Attempt(int connection, List<String> subscriptions, Consumer<UplinkMessage.FromLink> answers) {
            this.connection = connection;
            this.subscriptions = List.copyOf(subscriptions);
            this.answers = answers;
        }

        void certificateUntil(Instant until) {
            certificateUntil = Optional.of(until);
        }

        void begin(MqttConnectionOptions options) throws MqttException {
            // In Paho's eyes it is always plain TCP: the socket sees to the encryption.
            String address = "tcp://" + settings.url().getHost() + ":" + settings.url().getPort();
            MqttAsyncClient fresh = new MqttAsyncClient(address, settings.clientId(), new MemoryPersistence());
            client = fresh;
            fresh.setCallback(this);
            fresh.connect(options, null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    greeted = true;
                    subscribe(fresh, receiveMaximum(token));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable trouble) {
                    ended(trouble);
                }
            });
        }

        private void subscribe(MqttAsyncClient connected, int receiveMaximum) {
            if (over) {
                // Given up in the meantime: left open, it would fight its successor for the client id.
                giveUp();
                return;
            }
            MqttSubscription[] wanted =
                    subscriptions.stream().map(PahoLink::subscription).toArray(MqttSubscription[]::new);
            try {
                connected.subscribe(wanted, null, new MqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        // As with publications, a refusal counts as success here.
                        int[] codes = token.getReasonCodes();
                        int worst = codes == null ? 0 : Arrays.stream(codes).max().orElse(0);
                        answers.accept(new UplinkMessage.Connected(
                                connection, receiveMaximum, worst, certificateUntil));
                    }

                    @Override
                    public void onFailure(IMqttToken token, Throwable trouble) {
                        ended(trouble);
                    }
                }, new MqttProperties());
            } catch (MqttException e) {
                ended(e);
            }
        }

        void publish(long token, Publication publication) {
            MqttAsyncClient open = client;
            if (open == null || over) {
                return;
            }
            try {
                open.publish(publication.topic(), message(publication), null, new MqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken done) {
                        // Paho calls a refusal a success, too: only the code tells.
                        int[] codes = done.getReasonCodes();
                        answers.accept(new UplinkMessage.Answered(
                                connection, token, codes == null || codes.length == 0 ? 0 : codes[0]));
                    }

                    @Override
                    public void onFailure(IMqttToken done, Throwable trouble) {
                        ended(trouble);
                    }
                });
            } catch (MqttException | IllegalArgumentException e) {
                unsaid = true;
                ended(e);
            }
        }

        void mention(Publication publication) {
            MqttAsyncClient open = client;
            if (open == null || over) {
                return;
            }
            try {
                MqttMessage message = message(publication);
                message.setQos(0);
                open.publish(publication.topic(), message);
            } catch (MqttException | IllegalArgumentException _) {
                // A connection that is lost is told of anyway, and one that is full may lose this.
            }
        }

        void ended(Throwable trouble) {
            ended(reasonCode(trouble), describe(trouble));
        }

        private String describe(Throwable trouble) {
            boolean suspicious = certificateUntil.isPresent() && !greeted && reasonCode(trouble) == 0;
            return TlsTrouble.words(trouble, settings)
                    .orElseGet(() -> suspicious ? words(trouble) + "; " + TlsTrouble.suspicion(settings) : words(trouble));
        }

        void ended(int reasonCode, String cause) {
            if (!over) {
                over = true;
                answers.accept(new UplinkMessage.Disconnected(connection, reasonCode, cause));
            }
        }

        void giveUp() {
            over = true;
            MqttAsyncClient open = client;
            if (open == null) {
                return;
            }
            try {
                if (open.isConnected()) {
                    open.disconnectForcibly(0, 0, false);
                }
                open.close(true);
            } catch (MqttException e) {
                // It was on its way out; the next connection has its own client.
            }
        }

        void goodbye() {
            over = true;
            MqttAsyncClient open = client;
            if (open == null) {
                return;
            }
            try {
                if (unsaid) {
                    giveUp(); // without a DISCONNECT, so that the broker publishes the will instead
                    return;
                }
                if (open.isConnected()) {
                    open.disconnect(GOODBYE_MILLIS_MAX / 2).waitForCompletion(GOODBYE_MILLIS_MAX);
                }
                open.close(true);
            } catch (MqttException e) {
                giveUp();
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            MqttException trouble = response.getException();
            int code = response.getReturnCode();
            String reason = response.getReasonString();
            ended(
                    ReasonCodes.refused(code) && code < 0x100 ? code : trouble == null ? 0 : reasonCode(trouble),
                    reason != null && !reason.isBlank() ? ReasonCodes.printable(reason) : trouble == null ? "connection closed" : describe(trouble));
        }

        @Override
        public void mqttErrorOccurred(MqttException trouble) {
            // What breaks the connection comes as disconnected, what concerns one message as that message's answer.
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            MqttProperties properties = message.getProperties();
            answers.accept(new UplinkMessage.Arrived(
                    connection,
                    topic,
                    message.getPayload(),
                    message.isRetained(),
                    Optional.ofNullable(properties).map(MqttProperties::getContentType),
                    Optional.ofNullable(properties).map(MqttProperties::getCorrelationData)));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // The answer comes with the code, through the publication's own listener.
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // Known from the connection's own listener.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // No enhanced authentication is offered, so none can be asked for.
        }
    }

    /** Otherwise the broker would hide from a subscriber that is there that the sender had a message retained. */
    private static MqttSubscription subscription(String topic) {
        MqttSubscription subscription = new MqttSubscription(topic, 1);
        subscription.setRetainAsPublished(true);
        return subscription;
    }

    private static int receiveMaximum(IMqttToken token) {
        MqttProperties properties = token.getResponseProperties();
        Integer maximum = properties == null ? null : properties.getReceiveMaximum();
        return maximum == null ? RECEIVE_MAXIMUM_IF_ABSENT : maximum;
    }

    /** Paho's own codes lie beyond a byte or below 0x80; what lies between came from the broker. */
    private static int reasonCode(Throwable trouble) {
        int code = trouble instanceof MqttException mqtt ? mqtt.getReasonCode() : 0;
        return code >= 0x80 && code <= 0xFF ? code : 0;
    }
}
