package io.lintel.simulate.broker;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Stores every event once, by its id, and acknowledges up to where there is no gap. Of one thread. */
public final class SimHub {
    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final SimBroker broker;
    private final boolean acknowledges;
    private final EventCodec codec = new EventCodec();
    private final Map<UUID, StampedEvent> events = new HashMap<>();
    private final Map<Long, UUID> numbers = new HashMap<>();
    private final List<Consumer<StampedEvent>> listeners = new ArrayList<>();
    private long complete;
    private boolean ackDue;

    /** A hub that knows nothing yet. */
    public SimHub(Agenda agenda, Story story, Dice dice, SimBroker broker, boolean acknowledges) {
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.broker = broker;
        this.acknowledges = acknowledges;
        broker.hub(this::receive);
    }

    /** Hears of every arrival, repeated ones too. */
    public void listen(Consumer<StampedEvent> listener) {
        listeners.add(listener);
    }

    /** Every event it has, by id. */
    public Map<UUID, StampedEvent> events() {
        return events;
    }

    /** Every event up to here has arrived. */
    public long complete() {
        return complete;
    }

    /** Asks for a range again, as a hub does whose disk was restored from a backup. */
    public void replay(long from, long to) {
        broker.toDoor("/replay", "{\"from\":" + from + ",\"to\":" + to + "}");
    }

    private void receive(byte[] payload) {
        StampedEvent event = codec.decode(payload);
        listeners.forEach(each -> each.accept(event));
        events.putIfAbsent(event.stamp().id(), event);
        numbers.putIfAbsent(event.stamp().seq(), event.stamp().id());
        while (numbers.containsKey(complete + 1)) {
            complete++;
        }
        if (acknowledges && !ackDue && complete > 0) {
            ackDue = true;
            agenda.in(dice.millis(1, 200), this::acknowledge);
        }
    }

    private void acknowledge() {
        ackDue = false;
        if (dice.chance(broker.mishaps().ackLost())) {
            story.fault(Fault.HUB_ACK_LOST, () -> "up to " + complete);
            return;
        }
        broker.toDoor("/ack", "{\"seq\":" + complete + ",\"id\":\"" + numbers.get(complete) + "\"}");
    }
}
