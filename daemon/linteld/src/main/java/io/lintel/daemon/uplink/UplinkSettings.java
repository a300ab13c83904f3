package io.lintel.daemon.uplink;

import java.net.URI;

/**
 * What the uplink agent needs to know.
 *
 * @param topics of this door
 * @param broker for messages only
 * @param window events in flight at most
 * @param applicationAck true: delivered is what the hub acknowledged; false: what the broker took
 */
public record UplinkSettings(Topics topics, URI broker, int window, boolean applicationAck) {}
