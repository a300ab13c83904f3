package io.lintel.daemon.uplink;

import java.util.Optional;

/**
 * The topics of one door, as {@code config/asyncapi.yaml} describes them.
 *
 * @param site topic segment
 * @param door topic segment
 */
public record Topics(String site, String door) {
    private String under(String last) {
        return "lintel/v1/" + site + "/" + door + "/" + last;
    }

    /** Retained: online or offline. */
    public String status() {
        return under("status");
    }

    /** Retained: the door's state. */
    public String state() {
        return under("state");
    }

    /** CloudEvents. */
    public String event() {
        return under("event");
    }

    /** Gauges, now and then. */
    public String metrics() {
        return under("metrics");
    }

    /** From the hub: everything up to here is stored. */
    public String ack() {
        return under("ack");
    }

    /** From the hub: send this range again. */
    public String replay() {
        return under("replay");
    }

    /** From operators: signed commands. */
    public String command() {
        return under("command");
    }

    /** What came of a command. */
    public String reply() {
        return under("reply");
    }

    /** From the hub, retained: which way people last went through a door of the site; see {@link #person}. */
    public String whereabouts() {
        return "lintel/v1/" + site + "/whereabouts/+";
    }

    /** Whom a topic of {@link #whereabouts()} is about; empty for any other topic. */
    Optional<String> person(String topic) {
        String all = whereabouts();
        String prefix = all.substring(0, all.length() - 1);
        return Optional.of(topic).filter(one -> one.startsWith(prefix)).map(one -> one.substring(prefix.length()));
    }

    /** Retained: how Home Assistant comes to know the door. Site and door have no underscore, so that no two doors share a name. */
    public String discovery() {
        return "homeassistant/device/" + unique() + "/config";
    }

    /** A name of this door that is unique among all sites at one broker. */
    public String unique() {
        return "lintel_" + site + "_" + door;
    }
}
