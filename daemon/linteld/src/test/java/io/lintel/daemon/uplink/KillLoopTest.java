package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemon as a process of its own, with real SQLite and a real Mosquitto, killed at any moment of its life while it is told to
 * lock and unlock, again and again; now and then the broker is killed as well and forgets everything it knew. What the daemon ever showed
 * as committed must be in the journal at the end, and in the hub: once. Every start takes the relay at rest first. Two doors side by
 * side, so that one works while the other waits.
 *
 * <p>{@code -Dlintel.kill.cycles=2000} for a long run; {@code tools/endure} does that.
 */
final class KillLoopTest {
    private static final int CYCLES = Integer.getInteger("lintel.kill.cycles", 200);
    private static final long SEED = Long.getLong("lintel.kill.seed", 20_261_125L);
    private static final List<String> DOORS = List.of("front", "back");
    private static final int BROKER_DIES_EVERY = 20;

    @TempDir
    private Path directory;

    private final List<KilledDoor> doors = new ArrayList<>();
    private int brokerDeaths;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingCommittedIsLostOrDoubledHoweverOftenTheDaemonIsKilled()
            throws IOException, InterruptedException, MqttException, ExecutionException {
        JavaProcess java = JavaProcess.in(directory);
        long began = System.nanoTime();
        try (Mosquitto broker = Mosquitto.anonymous(directory).start()) {
            for (String id : DOORS) {
                KilledDoor door = new KilledDoor(directory, id, broker.port(), java, SEED + doors.size());
                doors.add(door);
                door.reconnect(broker.port());
                door.live(); // the first one leaves the archive of classes
            }
            doors.getFirst().live(); // how long a start takes with it
            kill(broker);
            List<KilledDoor.Outcome> outcomes = new ArrayList<>();
            for (KilledDoor door : doors) {
                outcomes.add(door.settle());
            }
            tell(outcomes, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 1_000.0);
            assertThat(outcomes).as("lost or duplicated").allMatch(each -> each.lost() == 0 && each.duplicated() == 0);
            assertThat(outcomes).allMatch(each -> each.events() > CYCLES / DOORS.size());
        } finally {
            doors.forEach(KilledDoor::close);
        }
    }

    private void kill(Mosquitto broker) throws InterruptedException, ExecutionException {
        try (ExecutorService lanes = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("lane-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (KilledDoor door : doors) {
                boolean first = door == doors.getFirst();
                int kills = CYCLES / DOORS.size() + (first ? CYCLES % DOORS.size() : 0);
                running.add(lanes.submit(() -> {
                    for (int cycle = 1; cycle <= kills; cycle++) {
                        if (first && cycle % (BROKER_DIES_EVERY / DOORS.size()) == 0) {
                            killBroker(broker);
                        }
                        door.die();
                    }
                    return kills;
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        }
    }

    private void killBroker(Mosquitto broker) throws InterruptedException, MqttException {
        broker.kill();
        broker.start();
        for (KilledDoor door : doors) {
            door.reconnect(broker.port());
        }
        brokerDeaths++;
    }

    private void tell(List<KilledDoor.Outcome> outcomes, double seconds) {
        System.out.printf(
                "kill loop: %d kills of the daemon in %.0f s, %d of them with the relay released, %d of the broker (which forgets all),"
                        + " %d orders, %d events, %d delivered again; lost %d, duplicated %d, relay not at rest after a start 0%n",
                CYCLES,
                seconds,
                outcomes.stream().mapToInt(KilledDoor.Outcome::releasedWhenKilled).sum(),
                brokerDeaths,
                outcomes.stream().mapToLong(KilledDoor.Outcome::orders).sum(),
                outcomes.stream().mapToInt(KilledDoor.Outcome::events).sum(),
                outcomes.stream().mapToInt(KilledDoor.Outcome::again).sum(),
                outcomes.stream().mapToLong(KilledDoor.Outcome::lost).sum(),
                outcomes.stream().mapToLong(KilledDoor.Outcome::duplicated).sum());
    }
}
