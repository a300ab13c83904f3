package io.lintel.demo;

/**
 * A message as the subscriber got it.
 *
 * @param topic where it was published
 * @param payload its bytes
 * @param nanos when it came, monotonic
 */
record Arrival(String topic, byte[] payload, long nanos) {}
