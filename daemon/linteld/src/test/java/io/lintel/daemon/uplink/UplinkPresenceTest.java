package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.store.Events;
import io.lintel.daemon.uplink.ScriptedLink.Sent;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What the door says of itself beside its events. */
final class UplinkPresenceTest extends UplinkBench {
    @Test
    void birthWillAndStateCarryTheSessionAndAStaleWillIsCorrected() {
        mailbox.offer(new UplinkMessage.State(report(1)));
        UplinkAgent agent = connected(20, 20, false);
        String will = text(link.wills.getFirst());
        List<Sent> birth = link.take(TOPICS.status());
        assertThat(birth).hasSize(1);
        assertThat(birth.getFirst().publication().retained()).isTrue();
        String session = text(birth.getFirst().publication()).replaceAll(".*\"session\":\"([^\"]+)\".*", "$1");
        assertThat(will).contains("\"offline\"", session);
        assertThat(link.take(TOPICS.state())).singleElement()
                .satisfies(state -> assertThat(text(state.publication())).contains("\"door\":\"locked\"", "\"revision\":1"));

        link.arrive(TOPICS.status(), text(birth.getFirst().publication()), true);
        turn(agent);
        assertThat(link.take(TOPICS.status())).as("our own word").isEmpty();
        link.arrive(TOPICS.status(), "{\"state\":\"offline\",\"session\":\"older\"}", false);
        turn(agent);
        assertThat(link.take(TOPICS.status())).singleElement()
                .satisfies(again -> assertThat(text(again.publication())).contains("\"online\"", session));

        for (int i = 2; i <= 9; i++) {
            mailbox.offer(new UplinkMessage.State(report(i)));
        }
        now += SECOND;
        turn(agent);
        assertThat(link.take(TOPICS.state())).singleElement()
                .satisfies(state -> assertThat(text(state.publication())).contains("\"revision\":9"));
        agent.onClose();
        assertThat(text(link.take(TOPICS.status()).getFirst().publication())).contains("\"offline\"", "stopped");
        assertThat(link.closed).isTrue();
    }

    @Test
    void aBirthThatTheBrokerRefusedIsRepeatedUntilItIsTaken() {
        link.answersOthers = false;
        UplinkAgent agent = connected(20, 20, false);
        link.take(TOPICS.status()).forEach(birth -> link.answer(birth, 0x97));
        turn(agent);
        assertThat(link.take(TOPICS.status())).as("not at once").isEmpty();
        now += 11 * SECOND;
        turn(agent);
        assertThat(link.take(TOPICS.status())).singleElement().satisfies(again -> {
            assertThat(text(again.publication())).contains("\"online\"");
            link.answer(again, 0);
        });
        now += 11 * SECOND;
        turn(agent);
        assertThat(link.take(TOPICS.status())).isEmpty();
    }

    @Test
    void aBrokerThatStopsAnsweringIsLeft() {
        Events.append(journal, 1, 3);
        UplinkAgent agent = connected(20, 20, false);
        events().subList(0, 1).forEach(one -> link.answer(one, 0));
        turn(agent);
        now += 59 * SECOND;
        turn(agent);
        assertThat(agent.status().phase()).isEqualTo(Phase.ONLINE);
        now += 2 * SECOND;
        turn(agent);
        assertThat(agent.status().phase()).isEqualTo(Phase.OFFLINE);
        assertThat(agent.status().detail()).contains("acknowledged nothing");
        reconnect(agent, 20);
        assertThat(seqs(events())).containsExactly(2L, 3L);
        now += 600 * SECOND;
        turn(agent);
        assertThat(agent.status().phase()).as("an answer is owed again").isEqualTo(Phase.OFFLINE);
    }

    @Test
    void thereIsAlwaysRoomForTheGoodbye() {
        link.answersOthers = false;
        Events.append(journal, 1, 50);
        for (int receiveMaximum = 2; receiveMaximum < 30; receiveMaximum++) {
            UplinkAgent agent = connected(20, receiveMaximum, false);
            mailbox.offer(new UplinkMessage.State(report(1)));
            mailbox.offer(new UplinkMessage.Gauges(
                    new GaugeReport(7, 1, 2, 0, 1, 33.5, 40, 0, 3, 8, 0, OptionalDouble.empty(), 1 << 20)));
            now += SECOND;
            turn(agent);
            assertThat(link.sent.size() + link.mentioned.size()).as("a mention takes a place until it is written")
                    .isLessThanOrEqualTo(receiveMaximum);
            agent.onClose();
            assertThat(link.sent.size()).isLessThanOrEqualTo(receiveMaximum);
            assertThat(text(link.sent.getLast().publication())).contains("offline", "stopped");
            link.sent.clear();
            link.mentioned.clear();
        }
    }

    @Test
    void gaugesAreMentionedWhileThereIsRoomAndForgottenOtherwise() {
        UplinkMessage.Gauges gauges = new UplinkMessage.Gauges(
                new GaugeReport(7, 1, 2, 0, 1, 33.5, 40, 0, 3, 8, 0, OptionalDouble.empty(), 1 << 20));
        UplinkAgent agent = agent(20, false);
        agent.onStart(now);
        mailbox.offer(gauges);
        turn(agent);
        assertThat(link.mentioned).as("nobody is there to hear").isEmpty();
        link.answersOthers = false;
        link.connected(2);
        turn(agent);
        mailbox.offer(gauges);
        turn(agent);
        assertThat(link.mentioned).as("the one place left is the goodbye's").isEmpty();
        link.answer(link.sent.getFirst(), 0);
        mailbox.offer(gauges);
        turn(agent);
        assertThat(link.mentioned).singleElement().satisfies(one -> {
            assertThat(one.topic()).isEqualTo("lintel/v1/hq/front/metrics");
            assertThat(one.retained()).isFalse();
            assertThat(text(one)).contains("\"frames\":7,", "\"p50_ms\":33.5", "\"time\":").doesNotContain("temperature");
        });
    }
}
