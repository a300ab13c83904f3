package io.lintel.simulate.broker;

/**
 * How often what happens to a message, 0..1.
 *
 * @param pubackLost the broker has it and its answer is lost, and the connection with it
 * @param duplicated the hub gets it twice
 * @param delayed others overtake it on its way to the hub
 * @param ackLost the hub's acknowledgement does not arrive
 */
public record Mishaps(double pubackLost, double duplicated, double delayed, double ackLost) {
    /** Nothing happens. */
    public static final Mishaps NONE = new Mishaps(0, 0, 0, 0);
}
