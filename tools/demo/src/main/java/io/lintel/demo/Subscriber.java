package io.lintel.demo;

import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client of its own that listens to everything the door says, as any other system in the house would. */
final class Subscriber implements AutoCloseable {
    private static final int AT_LEAST_ONCE = 1;
    private final MqttClient client;

    /**
     * Connects and subscribes.
     *
     * @param filter topic filter
     * @param arrivals told topic and payload of each message, on the client's thread
     */
    Subscriber(String url, String filter, BiConsumer<String, byte[]> arrivals) throws MqttException {
        client = new MqttClient(url, "demo-subscriber", new MemoryPersistence());
        client.setCallback(new Listener(arrivals));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        client.connect(options);
        client.subscribe(filter, AT_LEAST_ONCE);
    }

    @Override
    public void close() {
        try {
            client.disconnect();
            client.close();
        } catch (MqttException e) {
            // It is gone already, which is what was wanted.
        }
    }

    private record Listener(BiConsumer<String, byte[]> arrivals) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrivals.accept(topic, message.getPayload());
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
