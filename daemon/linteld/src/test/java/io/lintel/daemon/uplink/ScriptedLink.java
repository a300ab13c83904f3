package io.lintel.daemon.uplink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A link whose other side is the test. */
final class ScriptedLink implements MqttLink {
    /** A publication with its token. */
    record Sent(long token, Publication publication) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Publication> wills = new ArrayList<>();
    final List<Publication> mentioned = new ArrayList<>();
    List<String> subscriptions = List.of();
    boolean closed;
    private int connection;
    private Consumer<UplinkMessage.FromLink> answers = answer -> {};

    @Override
    public void connect(int number, Publication will, List<String> subscriptions, Consumer<UplinkMessage.FromLink> to) {
        connection = number;
        answers = to;
        wills.add(will);
        this.subscriptions = subscriptions;
    }

    /** Whether what is no event is acknowledged at once. */
    boolean answersOthers = true;
    /** Whether a reply is, too. */
    boolean answersReplies = true;

    @Override
    public void publish(long token, Publication publication) {
        sent.add(new Sent(token, publication));
        boolean reply = publication.topic().endsWith("/reply");
        if (answersOthers && (answersReplies || !reply) && !publication.topic().endsWith("/event")) {
            answers.accept(new UplinkMessage.Answered(connection, token, 0));
        }
    }

    @Override
    public void mention(Publication publication) {
        mentioned.add(publication);
    }

    @Override
    public void close() {
        closed = true;
    }

    void connected(int receiveMaximum) {
        answers.accept(new UplinkMessage.Connected(connection, receiveMaximum, 0));
    }

    void lost(int code, String cause) {
        answers.accept(new UplinkMessage.Disconnected(connection, code, cause));
    }

    void answer(Sent one, int code) {
        answers.accept(new UplinkMessage.Answered(connection, one.token(), code));
    }

    void arrive(String topic, String payload, boolean retained) {
        answers.accept(new UplinkMessage.Arrived(connection, topic, payload.getBytes(StandardCharsets.UTF_8), retained));
    }

    void deliver(String topic, String payload, boolean retained, Optional<String> contentType, Optional<byte[]> correlation) {
        answers.accept(new UplinkMessage.Arrived(
                connection, topic, payload.getBytes(StandardCharsets.UTF_8), retained, contentType, correlation));
    }

    /** What was published to a topic since the last call; the rest stays. */
    List<Sent> take(String topic) {
        List<Sent> taken = sent.stream().filter(one -> one.publication().topic().equals(topic)).toList();
        sent.removeAll(taken);
        return taken;
    }
}
