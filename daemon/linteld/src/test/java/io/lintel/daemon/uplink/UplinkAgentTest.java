package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.EventCodec;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.uplink.ScriptedLink.Sent;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UplinkAgentTest extends UplinkBench {
    @Test
    void sendsInOrderWithinTheSmallerWindowAndAcknowledgesCumulatively() {
        List<JournalEntry> entries = Events.append(journal, 1, 10);
        UplinkAgent agent = connected(20, 5, false); // one place is kept for the goodbye
        List<Sent> first = events();
        assertThat(seqs(first)).containsExactly(1L, 2L, 3L, 4L);
        link.answer(first.get(1), 0);
        link.answer(first.get(2), 0);
        turn(agent);
        assertThat(seqs(events())).containsExactly(5L, 6L);
        assertThat(told()).as("1 is still out").isEmpty();
        link.answer(first.get(0), 0);
        turn(agent);
        assertThat(told()).containsExactly(new JournalMessage.Acked(3, entries.get(2).id()));
        assertThat(agent.status().ackedUpTo()).isEqualTo(3);
        assertThat(agent.status().pending()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 20, 65_535})
    void neverHasMoreUnansweredThanTheBrokerTakesStatusAndStateIncluded(int receiveMaximum) {
        link.answersOthers = false;
        Events.append(journal, 1, 15);
        mailbox.offer(new UplinkMessage.State(report(1)));
        UplinkAgent agent = connected(20, receiveMaximum, false);
        for (int answered = 0; answered < 17; answered++) {
            assertThat(link.sent.size() - answered).as("unanswered").isBetween(1, receiveMaximum);
            link.answer(link.sent.get(answered), 0);
            turn(agent);
        }
        assertThat(link.sent).hasSize(17);
        assertThat(link.take(TOPICS.status())).hasSize(1);
        assertThat(link.take(TOPICS.state())).hasSize(1);
        assertThat(seqs(events())).isEqualTo(LongStream.rangeClosed(1, 15).boxed().toList());
    }

    @Test
    void aLostConnectionSendsAgainWhatWasInFlightAndNothingElse() {
        Events.append(journal, 1, 6);
        UplinkAgent agent = connected(3, 100, false);
        List<Sent> first = events();
        link.answer(first.get(1), 0);
        turn(agent);
        assertThat(seqs(events())).containsExactly(4L);
        link.lost(0, "reset");
        turn(agent);
        assertThat(agent.status().phase()).isEqualTo(Phase.OFFLINE);
        assertThat(agent.status().detail()).contains("reset", "mqtt.url");
        reconnect(agent, 100);
        assertThat(seqs(events())).as("2 was taken already").containsExactly(1L, 3L, 4L);
    }

    @Test
    void answersOfAnOlderConnectionCountForNothing() {
        Events.append(journal, 1, 2);
        UplinkAgent agent = connected(5, 5, false);
        List<Sent> old = events();
        link.lost(0, "reset");
        turn(agent);
        mailbox.offer(new UplinkMessage.Answered(1, old.getFirst().token(), 0));
        reconnect(agent, 5);
        assertThat(seqs(events())).containsExactly(1L, 2L);
        assertThat(told()).isEmpty();
    }

    @Test
    void withAnApplicationAcknowledgementThePubackProvesNothing() {
        List<JournalEntry> entries = Events.append(journal, 1, 5);
        UplinkAgent agent = connected(20, 20, true);
        events().forEach(sent -> link.answer(sent, 0));
        turn(agent);
        assertThat(told()).isEmpty();
        link.arrive(TOPICS.ack(), ack(entries.get(1)), false);
        turn(agent);
        assertThat(told()).containsExactly(new JournalMessage.Acked(2, entries.get(1).id()));
        link.lost(0, "broker died and forgot");
        turn(agent);
        reconnect(agent, 20);
        assertThat(seqs(events())).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whatStaysUnacknowledgedIsSentAgainEverMoreRarely() {
        Events.append(journal, 1, 2);
        UplinkAgent agent = connected(20, 20, true);
        List<Long> times = new ArrayList<>();
        long began = now;
        while (now < began + 1_000 * SECOND) {
            List<Sent> sent = events();
            if (!sent.isEmpty()) {
                times.add((now - began) / SECOND);
            }
            sent.forEach(one -> link.answer(one, 0));
            now += SECOND;
            turn(agent);
        }
        assertThat(times).hasSizeBetween(4, 6);
        assertThat(times.get(1)).isBetween(24L, 37L); // half a minute, with its jitter
    }

    @Test
    void acknowledgementsThatDoNotFitTheJournalAreIgnored() {
        List<JournalEntry> entries = Events.append(journal, 1, 3);
        UplinkAgent agent = connected(20, 20, true);
        for (String hostile : List.of(
                "", "{", "[]", "null", "{\"seq\":2}", "{\"seq\":\"2\",\"id\":\"" + entries.get(1).id() + "\"}",
                "{\"seq\":2,\"id\":\"" + UUID.randomUUID() + "\"}", "{\"seq\":99,\"id\":\"" + entries.get(1).id() + "\"}",
                "{\"seq\":-1,\"id\":\"" + entries.get(1).id() + "\"}", "{\"seq\":1e30,\"id\":\"x\"}", "[".repeat(4_000),
                "{\"seq\":2,\"id\":\"" + "x".repeat(5_000) + "\"}")) {
            link.arrive(TOPICS.ack(), hostile, false);
            link.arrive(TOPICS.replay(), hostile, false);
        }
        link.arrive(TOPICS.ack(), ack(entries.get(2)), true);
        turn(agent);
        assertThat(told()).isEmpty();
        assertThat(agent.status().ackedUpTo()).isZero();
    }

    @Test
    void aRangeIsSentAgainOnRequest() {
        List<JournalEntry> entries = Events.append(journal, 1, 600);
        journal.acked(600, entries.getLast().id());
        UplinkAgent agent = connected(50, 50, false);
        assertThat(events()).isEmpty();
        link.arrive(TOPICS.replay(), "{\"from\":5,\"to\":590}", false);
        turn(agent);
        List<Long> got = new ArrayList<>();
        List<Sent> sent = events();
        while (!sent.isEmpty()) {
            got.addAll(seqs(sent));
            sent.forEach(one -> link.answer(one, 0));
            turn(agent);
            sent = events();
        }
        assertThat(got).isEqualTo(java.util.stream.LongStream.rangeClosed(5, 590).boxed().toList());
        assertThat(told()).isEmpty();
    }

    @Test
    void anEventRefusedForGoodIsParkedAndHoldsNobodyUp() {
        List<JournalEntry> entries = Events.append(journal, 1, 3);
        UplinkAgent agent = connected(1, 20, false);
        for (int i = 0; i < UplinkAgent.REFUSALS_MAX; i++) {
            List<Sent> one = events();
            assertThat(seqs(one)).containsExactly(1L);
            now += 50 * SECOND;
            link.answer(one.getFirst(), 0x99);
            turn(agent);
            now += 50 * SECOND;
            turn(agent);
        }
        assertThat(seqs(events())).containsExactly(2L);
        assertThat(told()).contains(new JournalMessage.Parked(1, entries.getFirst().id(), "payload format invalid"));
        assertThat(agent.status().parked()).isEqualTo(1);
        assertThat(agent.status().phase()).isEqualTo(Phase.ONLINE);
    }

    @Test
    void aBrokerThatForbidsOrHasNoListenerParksNothing() {
        Events.append(journal, 1, 2);
        UplinkAgent agent = connected(5, 20, false);
        for (int code : new int[] {0x87, 0x10, 0x97, 0x87, 0x10}) {
            List<Sent> sent = events();
            assertThat(sent).as("0x%x", code).isNotEmpty();
            assertThat(seqs(sent)).startsWith(1L);
            sent.forEach(one -> link.answer(one, code));
            turn(agent);
            assertThat(agent.status().phase()).isEqualTo(Phase.REFUSED);
            assertThat(agent.status().detail()).contains(TOPICS.event(), "events are kept");
            assertThat(events()).as("no hammering").isEmpty();
            now += 70 * SECOND;
            turn(agent);
        }
        List<Sent> probe = events();
        assertThat(seqs(probe)).as("one probe, not a window").containsExactly(1L);
        link.answer(probe.getFirst(), 0);
        turn(agent);
        assertThat(agent.status().phase()).isEqualTo(Phase.ONLINE);
        assertThat(agent.status().detail()).isEmpty();
        assertThat(seqs(events())).containsExactly(2L);
    }

    @Test
    void eventsSentLongAfterTheyHappenedAreMarkedLate() {
        Events.append(journal, 1, 1);
        wall = Events.START.plusSeconds(60);
        UplinkAgent agent = connected(20, 20, false);
        assertThat(new EventCodec().decode(events().getFirst().publication().payload()).late()).isFalse();
        link.lost(0, "x");
        wall = Events.START.plusSeconds(61);
        turn(agent);
        reconnect(agent, 20);
        assertThat(new EventCodec().decode(events().getFirst().publication().payload()).late()).isTrue();
    }

    @Test
    void pausesBetweenAttemptsGrowWithJitterAndEndAtAMinute() {
        UplinkAgent agent = agent(20, false);
        agent.onStart(now);
        List<Double> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            turn(agent);
            assertThat(agent.status().phase()).isEqualTo(Phase.CONNECTING);
            link.lost(0x86, "");
            turn(agent);
            assertThat(agent.status().detail()).contains("mqtt.password-file");
            long began = now;
            while (agent.status().phase() == Phase.OFFLINE) {
                now += SECOND / 20;
                turn(agent);
            }
            pauses.add((now - began) / (double) SECOND);
        }
        assertThat(pauses.getFirst()).isLessThanOrEqualTo(0.6);
        assertThat(pauses.getLast()).isBetween(29.0, 61.0);
        assertThat(new TreeSet<>(pauses.subList(8, 12))).as("jitter").hasSizeGreaterThan(2);
    }

    @Test
    void noAnswerToConnectIsNoDeadEnd() {
        UplinkAgent agent = agent(20, false);
        agent.onStart(now);
        turn(agent);
        now += 31 * SECOND;
        turn(agent);
        assertThat(agent.status().phase()).isEqualTo(Phase.OFFLINE);
        assertThat(agent.status().detail()).contains("no answer");
        reconnect(agent, 20);
        assertThat(agent.status().phase()).isEqualTo(Phase.ONLINE);
    }

    @Test
    void aJournalBegunAnewIsSentFromItsBeginning() {
        Events.append(journal, 1, 5);
        UplinkAgent agent = connected(20, 20, false);
        events().forEach(one -> link.answer(one, 0));
        turn(agent);
        journal.close();
        for (String name : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
            directory.resolve(name).toFile().delete();
        }
        journal = Events.journal(Events.settings(directory.resolve("journal.db")), InstantSource.fixed(Events.START), 2);
        Events.append(journal, 1, 2);
        mailbox.offer(new UplinkMessage.Committed(2));
        turn(agent);
        assertThat(seqs(events())).containsExactly(1L, 2L);
    }

    @Test
    void underRandomTroubleEveryEventIsTakenInTheEnd() {
        for (int seed = 0; seed < 16; seed++) {
            Random random = new Random(seed);
            boolean application = random.nextBoolean();
            Events.append(journal, seed * 40 + 1, seed * 40 + 40);
            UplinkAgent agent = connected(1 + random.nextInt(10), 1 + random.nextInt(10), application);
            TreeSet<Long> taken = new TreeSet<>();
            for (int step = 0; step < 4_000 && agent.status().pending() > 0; step++) {
                boolean calm = step > 300;
                trouble(random, calm, taken);
                if (application && random.nextInt(10) == 0 && !taken.isEmpty()) {
                    ackWhatIsComplete(taken, agent.status().ackedUpTo());
                }
                now += random.nextLong(calm ? 40 * SECOND : SECOND);
                turn(agent);
                applyTold();
                if (agent.status().phase() == Phase.CONNECTING) {
                    link.connected(1 + random.nextInt(10));
                }
                turn(agent);
            }
            assertThat(agent.status().pending()).as("seed %d", seed).isZero();
            assertThat(outbox.pendingCount()).as("seed %d", seed).isZero();
            assertThat(taken).as("seed %d", seed).containsAll(
                    java.util.stream.LongStream.rangeClosed(seed * 40 + 1, seed * 40 + 40).boxed().toList());
        }
    }

    private void trouble(Random random, boolean calm, Set<Long> taken) {
        for (Sent one : events()) {
            int dice = calm ? 0 : random.nextInt(20);
            if (dice < 14) {
                taken.add(seqs(List.of(one)).getFirst());
                link.answer(one, 0);
            } else if (dice == 14) {
                link.answer(one, 0x97);
            } else if (dice == 15) {
                link.answer(one, 0x10);
            } else if (dice == 16) {
                link.lost(0, "seeded");
            } else {
                taken.add(seqs(List.of(one)).getFirst()); // arrived, but the answer is late or lost with the connection
                link.sent.add(one);
            }
        }
    }

    private void ackWhatIsComplete(Set<Long> taken, long from) {
        long upTo = from;
        while (taken.contains(upTo + 1)) {
            upTo++;
        }
        if (upTo > from) {
            outbox.entry(upTo).ifPresent(entry -> link.arrive(TOPICS.ack(), ack(entry), false));
        }
    }

    private void applyTold() {
        for (JournalMessage message : told()) {
            if (message instanceof JournalMessage.Acked acked) {
                journal.acked(acked.upTo(), acked.id());
            }
        }
    }
}
