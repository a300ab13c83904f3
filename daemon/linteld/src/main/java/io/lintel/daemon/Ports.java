package io.lintel.daemon;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.store.Connector;
import io.lintel.daemon.uplink.MqttLink;
import io.lintel.daemon.uplink.PahoLink;
import io.lintel.daemon.vision.FaceReader;
import io.lintel.hal.Accelerator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the daemon ends and the world begins, apart from the hardware. A simulation has its own models, broker and disk; everything
 * else of it is what runs in production.
 *
 * @param faces loads the models; throws what {@link io.lintel.daemon.vision.VisionAgent} expects when they cannot be had
 * @param links one MQTT client for one uplink
 * @param disk how the journal's file is reached
 */
public record Ports(Faces faces, Function<Config.Mqtt, MqttLink> links, Connector disk) {
    /** Real models, a real broker, SQLite on the file system. */
    public static final Ports REAL = new Ports(new ModelLoader(), PahoLink::new, Connector.DIRECT);

    /** Loads the models of a configuration. */
    @FunctionalInterface
    public interface Faces {
        /** They are going to be loaded in a moment. */
        default void soon() {}

        /** Loads them; the accelerator is opened when it is asked for. */
        FaceReader load(Config config, Supplier<Accelerator> accelerator);
    }
}
