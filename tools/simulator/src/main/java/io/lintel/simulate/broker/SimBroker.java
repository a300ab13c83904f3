package io.lintel.simulate.broker;

import io.lintel.daemon.uplink.MqttLink;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Story;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A broker between one door and one hub, with a network that takes its time. It keeps what is retained and what the hub has not had yet
 * until it forgets. Of one thread.
 */
public final class SimBroker {
    /** MQTT 5: quota exceeded. */
    private static final int QUOTA = 0x97;

    private static final int HELD_MAX = 1_000;

    /** How it behaves towards those who connect. */
    public enum Mood {
        /** As it should. */
        WELL,
        /** Nobody can connect. */
        DOWN,
        /** It takes connections and messages and never says a word. */
        SILENT,
        /** It refuses every message. */
        REFUSING
    }

    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final int receiveMaximum;
    private final Map<String, byte[]> retained = new HashMap<>();
    private final Deque<byte[]> held = new ArrayDeque<>();
    private Consumer<byte[]> hub = bytes -> {};
    private Optional<Session> session = Optional.empty();
    private Mood mood = Mood.WELL;
    private Mishaps mishaps = Mishaps.NONE;
    private boolean hubAway;
    private long forgotten;

    /** A broker nobody is connected to. */
    public SimBroker(Agenda agenda, Story story, Dice dice) {
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.receiveMaximum = dice.pick(List.of(1, 2, 5, 20, 65_535));
    }

    /** Where events go. */
    public void hub(Consumer<byte[]> receiver) {
        hub = receiver;
    }

    /** How it behaves from now on; whoever is connected to one that goes down is cut off. */
    public void mood(Mood now) {
        mood = now;
        if (now == Mood.DOWN) {
            cut();
        }
    }

    /** What happens to single messages from now on. */
    public void mishaps(Mishaps now) {
        mishaps = now;
    }

    /** Whether the hub is away; what comes for it meanwhile is held. */
    public void hubAway(boolean away) {
        hubAway = away;
        while (!hubAway && !held.isEmpty()) {
            toHub(held.remove());
        }
    }

    /** Loses everything it holds, as one does whose process died before it wrote anything down. */
    public void forget() {
        forgotten++;
        held.clear();
        retained.clear();
        cut();
    }

    /** The connection breaks. */
    public void cut() {
        session.ifPresent(Session::cut);
        session = Optional.empty();
    }

    /** What stands on a retained topic. */
    public Optional<String> retained(String ending) {
        return retained.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ending))
                .map(entry -> new String(entry.getValue(), StandardCharsets.UTF_8))
                .findFirst();
    }

    /** A message to the door, if it is connected; else nobody gets it. */
    public void toDoor(String ending, String payload) {
        toDoor(ending, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The same with any bytes; whether somebody was connected. */
    public boolean toDoor(String ending, byte[] payload, boolean retained) {
        if (mood != Mood.WELL || session.isEmpty()) {
            return false;
        }
        session.get().deliver(ending, payload, retained);
        return true;
    }

    /** A client for one process of the door. */
    public MqttLink link() {
        return new SimLink(this);
    }

    // --- for sessions and links ---

    Session connect(int connection, Publication will, List<String> topics, SimLink.Answers answers) {
        cut();
        Session fresh = new Session(this, agenda, dice, connection, will, topics, answers);
        session = Optional.of(fresh);
        return fresh;
    }

    Mood mood() {
        return mood;
    }

    Mishaps mishaps() {
        return mishaps;
    }

    int receiveMaximum() {
        return receiveMaximum;
    }

    /** An answer went astray, and the connection is torn down over it. */
    void pubackLost() {
        story.fault(Fault.PUBACK_LOST, () -> "the door must send it again");
        cut();
    }

    /** A message has reached the broker; the reason code it answers. */
    int take(Publication publication) {
        if (mood == Mood.REFUSING) {
            return QUOTA;
        }
        if (publication.retained()) {
            publish(publication);
        } else if (publication.topic().endsWith("/event")) {
            toHub(publication.payload());
        }
        return 0;
    }

    /** Puts a retained message up; whoever subscribed hears of it. */
    void publish(Publication publication) {
        retained.put(publication.topic(), publication.payload());
        session.filter(open -> open.wants(publication.topic()))
                .ifPresent(open -> open.deliver(publication.topic(), publication.payload(), false));
    }

    /** What a new subscriber gets at once. */
    List<Map.Entry<String, byte[]>> retainedOf(Session subscriber) {
        return new ArrayList<>(retained.entrySet().stream().filter(entry -> subscriber.wants(entry.getKey())).toList());
    }

    private void toHub(byte[] payload) {
        if (hubAway) {
            if (held.size() < HELD_MAX) {
                held.add(payload);
            }
            return;
        }
        long memory = forgotten;
        long late = 0;
        if (dice.chance(mishaps.delayed())) {
            story.fault(Fault.MESSAGE_DELAYED, () -> "others overtake it");
            late = dice.millis(50, 3_000);
        }
        int copies = 1;
        if (dice.chance(mishaps.duplicated())) {
            story.fault(Fault.MESSAGE_DUPLICATED, () -> "the hub gets it twice");
            copies = 2;
        }
        for (int copy = 0; copy < copies; copy++) {
            agenda.in(late + dice.millis(1, 30), () -> {
                if (memory == forgotten) {
                    hub.accept(payload);
                }
            });
        }
    }
}
