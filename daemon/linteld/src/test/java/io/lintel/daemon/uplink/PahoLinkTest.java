package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PahoLinkTest {
    @Test
    void failedConnectionsAreToldOnceAndLeaveNoThreadsBehind() throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        MqttLink.Publication will = new MqttLink.Publication("t", new byte[0], true, Payloads.JSON);
        BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
        int before = Thread.activeCount();
        try (PahoLink link = new PahoLink(Brokers.open(port, "door"))) {
            for (int connection = 1; connection <= 50; connection++) {
                link.connect(connection, will, List.of("x"), answers::add);
                UplinkMessage.FromLink answer = answers.poll(20, TimeUnit.SECONDS);
                assertThat(answer).isInstanceOfSatisfying(UplinkMessage.Disconnected.class, lost ->
                        assertThat(lost.cause()).contains("refused"));
                assertThat(answer).extracting(UplinkMessage.FromLink::connection).isEqualTo(connection);
            }
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(before + 10));
        assertThat(answers).isEmpty();
    }

    @Test
    void aMentionThatFindsNoRoomCostsNothing() throws IOException, InterruptedException {
        try (SilentBroker broker = new SilentBroker(2)) {
            PahoLink link = new PahoLink(Brokers.open(broker.port(), "door"));
            BlockingQueue<UplinkMessage.FromLink> answers = connectedAndFull(broker, link);
            link.mention(publication("metrics"));
            assertThat(answers.poll(500, TimeUnit.MILLISECONDS)).isNull();
            link.close();
            await().atMost(Duration.ofSeconds(20)).until(() -> broker.heard.contains("CLOSED"));
            assertThat(broker.heard).contains("DISCONNECT");
        }
    }

    @Test
    void aGoodbyeThatFindsNoRoomIsLeftToTheWill() throws IOException, InterruptedException {
        try (SilentBroker broker = new SilentBroker(2)) {
            PahoLink link = new PahoLink(Brokers.open(broker.port(), "door"));
            connectedAndFull(broker, link);
            link.publish(3, publication("goodbye"));
            link.close();
            await().atMost(Duration.ofSeconds(20)).until(() -> broker.heard.contains("CLOSED"));
            assertThat(broker.heard).as("a DISCONNECT would make the broker forget the will").doesNotContain("DISCONNECT");
        }
    }

    @Test
    void aBrokerThatClaimsAHugePacketIsLeftBeforeMemoryIsSetAside() throws IOException, InterruptedException {
        try (SilentBroker broker = new SilentBroker(20)) {
            PahoLink link = new PahoLink(Brokers.open(broker.port(), "door"));
            BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
            link.connect(1, publication("will"), List.of("x"), answers::add);
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isInstanceOf(UplinkMessage.Connected.class);
            // PUBLISH, and a remaining length of 256 MiB - 1.
            broker.say(new byte[] {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F});
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(UplinkMessage.Disconnected.class, lost ->
                    assertThat(lost.cause()).contains("more than " + BrokerSocket.PACKET_BYTES_MAX + " bytes"));
            link.close();
        }
    }

    private static BlockingQueue<UplinkMessage.FromLink> connectedAndFull(SilentBroker broker, PahoLink link) throws InterruptedException {
        BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
        link.connect(1, publication("will"), List.of("x"), answers::add);
        assertThat(answers.poll(20, TimeUnit.SECONDS)).isInstanceOf(UplinkMessage.Connected.class);
        link.publish(1, publication("one"));
        link.publish(2, publication("two"));
        await().atMost(Duration.ofSeconds(20)).until(() -> broker.heard.containsAll(List.of("PUBLISH one", "PUBLISH two")));
        return answers;
    }

    private static MqttLink.Publication publication(String topic) {
        return new MqttLink.Publication(topic, new byte[] {'x'}, false, Payloads.JSON);
    }
}
