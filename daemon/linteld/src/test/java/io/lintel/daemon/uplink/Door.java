package io.lintel.daemon.uplink;

import io.lintel.daemon.Agent;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalListener;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The persistent side of a door with its two agents on threads of their own. */
final class Door implements AutoCloseable {
    final Set<UUID> committed = ConcurrentHashMap.newKeySet();
    final UplinkAgent uplink;
    final JournalAgent journal;
    private final Mailbox<JournalMessage> toJournal = new Mailbox<>(JournalAgent.MAILBOX_MAX);
    private final Mailbox<UplinkMessage> toUplink = new Mailbox<>(UplinkAgent.MAILBOX_MAX);
    private final JournalReader outbox;
    private final List<Thread> threads;
    private volatile boolean stop;
    private int number;

    Door(Path file, Topics topics, Config.Mqtt mqtt, long seed) {
        Journal store = Events.journal(Events.settings(file), InstantSource.system(), seed);
        outbox = new JournalReader(file);
        journal = new JournalAgent(
                store,
                toJournal,
                new JournalListener() {
                    @Override
                    public void committed(List<JournalEntry> entries, long commitNanos) {
                        entries.forEach(entry -> committed.add(entry.id()));
                        toUplink.offer(new UplinkMessage.Committed(entries.getLast().seq()));
                    }

                    @Override
                    public void recording(boolean possible) {}
                },
                InstantSource.system(),
                System::nanoTime,
                new Random(seed));
        uplink = new UplinkAgent(
                new UplinkSettings(
                        topics,
                        mqtt.broker().url(),
                        mqtt.window(),
                        mqtt.acknowledgement() == Config.Acknowledgement.APPLICATION,
                        Optional.empty()),
                new PahoLink(mqtt),
                outbox,
                toJournal,
                toUplink,
                InstantSource.system(),
                RandomGenerator.of("L64X128MixRandom"),
                Optional.empty(),
                Optional.empty());
        threads = List.of(run(journal), run(uplink));
    }

    private Thread run(Agent agent) {
        return Thread.ofPlatform().name(agent.roleName()).start(() -> {
            agent.onStart(System.nanoTime());
            try {
                while (!stop) {
                    if (agent.doWork(System.nanoTime()) == 0) {
                        agent.await(TimeUnit.MILLISECONDS.toNanos(20));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            agent.onClose();
        });
    }

    /** Lets this many events happen. */
    void happen(int count) {
        for (int i = 0; i < count; i++) {
            if (!toJournal.offer(
                    new JournalMessage.Append(Events.numbered(++number, InstantSource.system().instant())),
                    TimeUnit.SECONDS.toNanos(30))) {
                throw new AssertionError("the journal takes no events");
            }
        }
    }

    void tell(UplinkMessage message) {
        toUplink.offer(message);
    }

    @Override
    public void close() {
        halt();
        outbox.close();
    }

    /** Stops the agents; may be called before closing. */
    void halt() {
        stop = true;
        try {
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
