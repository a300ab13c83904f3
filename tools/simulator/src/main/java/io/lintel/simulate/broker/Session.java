package io.lintel.simulate.broker;

import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.UplinkMessage;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import java.util.List;

/** One connection: messages take their time both ways, keep their order, and are lost with it. Of one thread. */
final class Session {
    private static final int MILLIS_MOST = 40;

    private final SimBroker broker;
    private final Agenda agenda;
    private final Dice dice;
    private final int connection;
    private final Publication will;
    private final List<String> topics;
    private final SimLink.Answers answers;
    private boolean up = true;
    private boolean answered;
    /** Half open: what is lost on it is never made up for, so nothing else may pass either. */
    private boolean mute;
    private long arriving;
    private long answering;

    Session(
            SimBroker broker,
            Agenda agenda,
            Dice dice,
            int connection,
            Publication will,
            List<String> topics,
            SimLink.Answers answers) {
        this.broker = broker;
        this.agenda = agenda;
        this.dice = dice;
        this.connection = connection;
        this.will = will;
        this.topics = List.copyOf(topics);
        this.answers = answers;
    }

    /** The door knocks. */
    void begin() {
        agenda.in(dice.millis(1, MILLIS_MOST), () -> {
            switch (broker.mood()) {
                case DOWN -> end("connection refused");
                case SILENT -> mute = true; // nobody answers and nobody hangs up
                case WELL, REFUSING -> {
                    answered = true;
                    answer(new UplinkMessage.Connected(connection, broker.receiveMaximum(), 0));
                    broker.retainedOf(this).forEach(entry -> deliver(entry.getKey(), entry.getValue(), true));
                }
            }
        });
    }

    boolean wants(String topic) {
        return topics.contains(topic);
    }

    /** The door sends. */
    void publish(long token, Publication publication) {
        if (!up) {
            return;
        }
        arriving = Math.max(arriving, agenda.now() + dice.millis(1, MILLIS_MOST));
        agenda.in(arriving - agenda.now(), () -> {
            // What was on its way when the connection broke may have arrived all the same.
            mute |= broker.mood() == SimBroker.Mood.SILENT;
            if (mute || broker.mood() == SimBroker.Mood.DOWN || (!up && dice.chance(0.5))) {
                return;
            }
            int code = broker.take(publication);
            if (dice.chance(broker.mishaps().pubackLost())) {
                broker.pubackLost();
            } else {
                answer(new UplinkMessage.Answered(connection, token, code));
            }
        });
    }

    /** The broker sends. */
    void deliver(String topic, byte[] payload, boolean retained) {
        String whole = topics.stream().filter(each -> each.endsWith(topic)).findFirst().orElse(topic);
        answer(new UplinkMessage.Arrived(connection, whole, payload, retained));
    }

    /** It breaks: the door hears of it soon, or the broker does. */
    void cut() {
        if (up) {
            end("connection lost");
            // A will is put up when the broker notices, which may be after the next birth.
            if (answered) {
                agenda.in(dice.millis(1, 3_000), () -> broker.publish(will));
            }
        }
    }

    /** The door hangs up in an orderly way. */
    void goodbye() {
        up = false;
    }

    private void end(String why) {
        answer(new UplinkMessage.Disconnected(connection, 0, why));
        up = false;
    }

    private void answer(UplinkMessage.FromLink answer) {
        mute |= broker.mood() == SimBroker.Mood.SILENT;
        if (up && (!mute || answer instanceof UplinkMessage.Disconnected)) {
            answering = Math.max(answering, agenda.now() + dice.millis(1, MILLIS_MOST));
            agenda.in(answering - agenda.now(), () -> {
                if (up || answer instanceof UplinkMessage.Disconnected) {
                    answers.accept(answer);
                }
            });
        }
    }
}
