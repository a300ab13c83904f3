package io.lintel.daemon.uplink;

import io.lintel.daemon.uplink.MqttLink.Publication;
import java.net.URI;
import java.util.Optional;

/**
 * What the uplink agent needs to know.
 *
 * @param topics of this door
 * @param broker for messages only
 * @param window events in flight at most
 * @param applicationAck true: delivered is what the hub acknowledged; false: what the broker took
 * @param discovery how the door makes itself known to Home Assistant, if it does
 */
public record UplinkSettings(
        Topics topics, URI broker, int window, boolean applicationAck, Optional<Publication> discovery) {}
