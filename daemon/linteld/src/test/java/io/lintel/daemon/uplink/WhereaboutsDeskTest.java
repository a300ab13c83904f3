package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.command.PassageNotice;
import io.lintel.core.command.PassageNoticeCodec;
import io.lintel.core.door.DoorInput;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.Events;
import io.lintel.hal.ClockQuality;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub's word of who went through the other doors, from the broker to the door. */
final class WhereaboutsDeskTest extends UplinkBench {
    private static final String TOPIC = "lintel/v1/hq/whereabouts/ana";

    private final TestOperator hub = TestOperator.born();
    private final Mailbox<DoorMessage> door = new Mailbox<>(4);

    @BeforeEach
    void listen() {
        whereabouts = Optional.of(new WhereaboutsAccess(
                PassageNotice.audience("hq", "main"),
                () -> Map.of(hub.identity().id(), hub.identity()),
                () -> new ClockQuality("ntp", true, OptionalLong.empty()),
                door));
    }

    @Test
    void whatTheHubSaysReachesTheDoorRetainedOrNot() {
        UplinkAgent agent = connected(20, 20, false);
        assertThat(link.subscriptions).contains("lintel/v1/hq/whereabouts/+");
        for (boolean retained : new boolean[] {true, false}) {
            link.arrive(TOPIC, signed(hub), retained);
            turn(agent);
            assertThat(door.poll()).contains(new DoorMessage.Input(new DoorInput.Whereabouts(new PersonId("ana"), Way.OUT, Events.START)));
        }
    }

    @Test
    void whatSomebodyElseSaysDoesNot() {
        UplinkAgent agent = connected(20, 20, false);
        link.arrive(TOPIC, signed(TestOperator.born()), true);
        link.arrive("lintel/v1/hq/whereabouts/ben", signed(hub), true);
        link.arrive(TOPIC, "{\"person\":\"ana\",\"way\":\"out\"}", true);
        link.arrive(TOPIC, "", true);
        turn(agent);
        assertThat(door.poll()).isEmpty();
    }

    @Test
    void aFloodIsNotLookedAtForLong() {
        UplinkAgent agent = connected(20, 20, false);
        String forged = signed(TestOperator.born());
        for (int burst = 0; burst < 10; burst++) {
            for (int i = 0; i < 250; i++) {
                link.arrive(TOPIC, forged, false);
            }
            turn(agent);
        }
        link.arrive(TOPIC, signed(hub), false);
        turn(agent);
        assertThat(door.poll()).as("the allowance is used up").isEmpty();
        now += SECOND;
        link.arrive(TOPIC, signed(hub), false);
        turn(agent);
        assertThat(door.poll()).isPresent();
    }

    @Test
    void withoutKeysNobodyListens() {
        whereabouts = Optional.empty();
        UplinkAgent agent = connected(20, 20, false);
        assertThat(link.subscriptions).noneMatch(topic -> topic.contains("whereabouts"));
        link.arrive(TOPIC, signed(hub), true);
        turn(agent);
        assertThat(door.poll()).isEmpty();
    }

    private static String signed(TestOperator by) {
        PassageNotice notice = new PassageNotice(
                PassageNotice.audience("hq", "main"), new PersonId("ana"), Way.OUT, Events.START, Events.START, Events.START.plusSeconds(60));
        return new String(new PassageNoticeCodec().sign(notice, by.identity(), by.secret()), StandardCharsets.US_ASCII);
    }
}
