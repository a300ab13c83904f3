package io.lintel.daemon.uplink;

import io.lintel.core.door.DoorState;
import io.lintel.core.event.EventCodec;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.uplink.ScriptedLink.Sent;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import io.lintel.hal.ClockQuality;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An uplink agent turned by hand between a real journal and a broker that the test plays. */
abstract class UplinkBench {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final Topics TOPICS = new Topics("hq", "front");

    @TempDir
    Path directory;

    final ScriptedLink link = new ScriptedLink();
    final Mailbox<JournalMessage> toJournal = new Mailbox<>(100);
    final Mailbox<UplinkMessage> mailbox = new Mailbox<>(UplinkAgent.MAILBOX_MAX);
    Optional<CommandAccess> commands = Optional.empty();
    Optional<WhereaboutsAccess> whereabouts = Optional.empty();
    Optional<MqttLink.Publication> discovery = Optional.empty();
    Instant wall = Events.START;
    long now;
    Journal journal = Events.journal(Path.of("unused"));
    JournalReader outbox = new JournalReader(Path.of("unused"));

    @BeforeEach
    void open() {
        Path file = directory.resolve("journal.db");
        journal = Events.journal(file);
        journal.open();
        outbox = new JournalReader(file);
    }

    @AfterEach
    void close() {
        journal.close();
        outbox.close();
    }

    UplinkAgent connected(int window, int receiveMaximum, boolean application) {
        UplinkAgent agent = agent(window, application);
        agent.onStart(now);
        turn(agent);
        link.connected(receiveMaximum);
        turn(agent);
        // Once more, for what waited until status and state were answered.
        turn(agent);
        return agent;
    }

    UplinkAgent agent(int window, boolean application) {
        return new UplinkAgent(
                new UplinkSettings(TOPICS, URI.create("mqtt://broker:1883"), window, application, discovery),
                link,
                outbox,
                toJournal,
                mailbox,
                () -> wall,
                new Random(3),
                commands,
                whereabouts);
    }

    void reconnect(UplinkAgent agent, int receiveMaximum) {
        for (int i = 0; i < 2_000 && agent.status().phase() == Phase.OFFLINE; i++) {
            now += SECOND / 10;
            turn(agent);
        }
        link.sent.clear();
        link.connected(receiveMaximum);
        turn(agent);
        // Once more, for what waited until status and state were answered.
        turn(agent);
    }

    void turn(UplinkAgent agent) {
        agent.doWork(now);
    }

    List<Sent> events() {
        return link.take(TOPICS.event());
    }

    List<JournalMessage> told() {
        List<JournalMessage> told = new ArrayList<>();
        for (Optional<JournalMessage> one = toJournal.poll(); one.isPresent(); one = toJournal.poll()) {
            told.add(one.get());
        }
        return told;
    }

    static List<Long> seqs(List<Sent> sent) {
        EventCodec codec = new EventCodec();
        return sent.stream().map(one -> codec.decode(one.publication().payload()).stamp().seq()).toList();
    }

    static String ack(JournalEntry entry) {
        return "{\"seq\":" + entry.seq() + ",\"id\":\"" + entry.id() + "\"}";
    }

    static String text(MqttLink.Publication publication) {
        return new String(publication.payload(), StandardCharsets.UTF_8);
    }

    static StateReport report(int revision) {
        return new StateReport(
                DoorState.LOCKED,
                false,
                Optional.of(false),
                List.of(),
                List.of("camera"),
                "0.1.0",
                "lintel-default@1",
                revision,
                "0011223344556677",
                3,
                new ClockQuality("ntp", true, OptionalLong.of(4)));
    }
}
