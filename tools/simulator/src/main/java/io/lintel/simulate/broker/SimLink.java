package io.lintel.simulate.broker;

import io.lintel.daemon.uplink.MqttLink;
import io.lintel.daemon.uplink.UplinkMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The door's end of the network. */
final class SimLink implements MqttLink {
    /** Takes what the broker's side has to say. */
    @FunctionalInterface
    interface Answers {
        /** Takes it. */
        void accept(UplinkMessage.FromLink answer);
    }

    private final SimBroker broker;
    private Optional<Session> session = Optional.empty();

    SimLink(SimBroker broker) {
        this.broker = broker;
    }

    @Override
    public void connect(int connection, Publication will, List<String> subscriptions, Consumer<UplinkMessage.FromLink> answers) {
        Session fresh = broker.connect(connection, will, subscriptions, answers::accept);
        session = Optional.of(fresh);
        fresh.begin();
    }

    @Override
    public void publish(long token, Publication publication) {
        session.ifPresent(open -> open.publish(token, publication));
    }

    @Override
    public void mention(Publication publication) {
        // Gauges: nobody here looks at them.
    }

    @Override
    public void close() {
        session.ifPresent(Session::goodbye);
        session = Optional.empty();
    }
}
