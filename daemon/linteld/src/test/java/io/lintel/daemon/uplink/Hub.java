package io.lintel.daemon.uplink;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.StampedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What a hub does, as small as it can be: receives everything of one door, tells repetitions by id, acknowledges what is complete. */
final class Hub implements AutoCloseable, MqttCallback {
    final ConcurrentMap<UUID, Long> events = new ConcurrentHashMap<>();
    final List<UUID> arrivals = Collections.synchronizedList(new ArrayList<>());
    final ConcurrentMap<String, String> retained = new ConcurrentHashMap<>();
    private final TreeMap<Long, UUID> bySeq = new TreeMap<>();
    private long complete;
    private final EventCodec codec = new EventCodec();
    private final Topics topics;
    private final boolean acknowledges;
    private final Optional<MqttConnectionOptions> login;
    private Optional<MqttAsyncClient> client = Optional.empty();

    Hub(Topics topics, boolean acknowledges) {
        this(topics, acknowledges, Optional.empty());
    }

    Hub(Topics topics, boolean acknowledges, Optional<MqttConnectionOptions> login) {
        this.topics = topics;
        this.acknowledges = acknowledges;
        this.login = login;
    }

    Hub connect(int port) throws MqttException {
        close();
        MqttAsyncClient fresh = new MqttAsyncClient("tcp://127.0.0.1:" + port, "hub-" + topics.door(), new MemoryPersistence());
        MqttConnectionOptions options = login.orElseGet(MqttConnectionOptions::new);
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setConnectionTimeout(10);
        fresh.setCallback(this);
        fresh.connect(options).waitForCompletion(10_000);
        fresh.subscribe("lintel/v1/#", 1).waitForCompletion(10_000);
        client = Optional.of(fresh);
        return this;
    }

    void publish(String topic, String payload) throws MqttException {
        client.orElseThrow().publish(topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, new MqttProperties()));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
        if (!topic.equals(topics.event())) {
            retained.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
            return;
        }
        StampedEvent event = codec.decode(message.getPayload());
        arrivals.add(event.stamp().id());
        events.put(event.stamp().id(), event.stamp().seq());
        if (acknowledges) {
            acknowledge(event);
        }
    }

    private synchronized void acknowledge(StampedEvent event) throws MqttException {
        bySeq.put(event.stamp().seq(), event.stamp().id());
        while (bySeq.containsKey(complete + 1)) {
            complete++;
        }
        if (complete > 0) {
            publish(topics.ack(), "{\"seq\":" + complete + ",\"id\":\"" + bySeq.get(complete) + "\"}");
        }
    }

    @Override
    public void close() {
        client.ifPresent(old -> {
            try {
                if (old.isConnected()) {
                    old.disconnect().waitForCompletion(2_000);
                }
                old.close(true);
            } catch (MqttException e) {
                // The broker is gone already.
            }
        });
        client = Optional.empty();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException trouble) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
