package io.lintel.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.control.AccessReport;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.door.AlwaysOpenState;
import io.lintel.core.door.DoorState;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.health.ErrorLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    private static final DoorReport DOOR = new DoorReport(
            DoorState.LOCKED,
            false,
            true,
            true,
            0,
            new AccessReport(
                    AlwaysOpenState.NONE, "", "", SecondFactorRule.Kind.NONE, "", PassbackRule.Mode.OFF, false, true));

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong();
    private final ErrorLog errors = new ErrorLog();
    private final AtomicInteger followers = new AtomicInteger();
    private final List<Photo> received = new ArrayList<>();
    private Path socket;
    private ControlServer server;

    @BeforeEach
    void start() {
        socket = directory.resolve("s");
        server = new ControlServer(socket, this::control, now::get, errors);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAndLetsOnlyItsGroupIn() throws IOException {
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-rw----");
    }

    @Test
    void aRefusalArrivesInItsThreeParts() {
        assertThatThrownBy(() -> new ControlClient(socket).unlock(Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(ControlException.class, e -> {
                    assertThat(e.error().what()).isEqualTo("lockdown for local:" + System.getProperty("user.name"));
                    assertThat(e.error().where()).isEqualTo("front");
                    assertThat(e.error().todo()).isEqualTo("end it");
                });
    }

    @Test
    void aMistakeInTheDaemonIsAnAnswerToo() {
        assertThatThrownBy(() -> new ControlClient(socket).lock())
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("the daemon failed");
        assertThat(errors.total()).isEqualTo(1);
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
    }

    @Test
    void photographsOfMegabytesArrive() {
        byte[] bytes = new byte[3_000_000];
        new Random(3).nextBytes(bytes);
        EnrolmentReport report =
                new ControlClient(socket).addPerson(new PersonId("ana"), "Ana", List.of(new Photo("a.jpg", bytes)));
        assertThat(report.person().id()).isEqualTo(new PersonId("ana"));
        assertThat(received.getFirst().bytes()).isEqualTo(bytes);
    }

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        try (SocketChannel channel = connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(exchange(channel, "{\"op\":\"door.status\"}")).contains("\"ok\":true");
            }
            assertThat(exchange(channel, "no json")).contains("\"ok\":false");
            assertThat(exchange(channel, "{\"op\":\"door.status\"}")).contains("\"ok\":true");
        }
    }

    @Test
    void hostileBytesEarnARefusalAndHarmNobody() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] junk = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(junk);
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap(junk));
            }
        }
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
        assertThat(errors.total()).isZero();
    }

    @Test
    void aLineThatNeverEndsIsCutOff() throws IOException {
        try (SocketChannel channel = connect()) {
            ByteBuffer chunk = ByteBuffer.wrap("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
            long sent = 0;
            try {
                while (sent <= ControlLimits.REQUEST_BYTES_MAX + (1 << 20)) {
                    chunk.rewind();
                    sent += channel.write(chunk);
                }
            } catch (IOException hungUp) {
                assertThat(sent).isGreaterThan(ControlLimits.REQUEST_BYTES_MAX / 2);
            }
        }
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
    }

    @Test
    void theNinthClientIsRefusedUntilOneLeavesOrHasNothingToSay() throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        for (int i = 0; i < ControlLimits.CLIENTS_MAX; i++) {
            SocketChannel channel = connect();
            crowd.add(channel);
            assertThat(exchange(channel, "{\"op\":\"door.status\"}")).contains("\"ok\":true");
        }
        assertThatThrownBy(() -> new ControlClient(socket).door()).hasMessageContaining("too many clients");
        crowd.getFirst().close();
        Awaitility.await().until(() -> server.clients() < ControlLimits.CLIENTS_MAX);
        SocketChannel last = connect();
        crowd.add(last);
        assertThat(exchange(last, "{\"op\":\"door.status\"}")).contains("\"ok\":true");
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
        for (SocketChannel each : crowd) {
            each.close();
        }
    }

    @Test
    void whoFollowsEventsKeepsThePlaceLonger() throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        for (int i = 0; i < ControlLimits.CLIENTS_MAX; i++) {
            SocketChannel channel = connect();
            crowd.add(channel);
            send(channel, "{\"op\":\"events.follow\"}");
        }
        Awaitility.await().until(() -> followers.get() == ControlLimits.CLIENTS_MAX);
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThatThrownBy(() -> new ControlClient(socket).door()).hasMessageContaining("too many clients");
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
        for (SocketChannel each : crowd) {
            each.close();
        }
    }

    @Test
    void eventsAreFollowedUntilEitherSideHasEnough() throws IOException, InterruptedException {
        List<String> events = new ArrayList<>();
        new ControlClient(socket).followEvents(OptionalLong.of(5), json -> events.add(json) && events.size() < 3);
        assertThat(events).containsExactly("{\"seq\":5}", "{\"seq\":6}", "{\"seq\":7}");
        Awaitility.await().until(() -> followers.get() == 0);
        // A client that hangs up while nothing happens is noticed as well.
        try (SocketChannel channel = connect()) {
            send(channel, "{\"op\":\"events.follow\"}");
            Awaitility.await().until(() -> followers.get() == 1);
        }
        Awaitility.await().until(() -> followers.get() == 0);
        Awaitility.await().until(() -> server.clients() == 0);
    }

    @Test
    void aSecondDaemonIsRefusedAndAStaleSocketReplaced() throws IOException {
        assertThatThrownBy(() -> new ControlServer(socket, this::control, now::get, errors))
                .hasMessageContaining("another daemon");
        server.close();
        Files.createFile(socket);
        server = new ControlServer(socket, this::control, now::get, errors);
        server.start();
        assertThat(new ControlClient(socket).door()).isEqualTo(DOOR);
    }

    @Test
    void withoutADaemonTheClientSaysSo() {
        assertThatThrownBy(() -> new ControlClient(directory.resolve("none")).door())
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("no daemon answers");
    }

    @Test
    void closingHangsUpOnEverybody() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            new ControlClient(socket).followEvents(OptionalLong.empty(), _ -> true);
            ended.countDown();
        });
        Awaitility.await().until(() -> followers.get() == 1);
        server.close();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.exists(socket)).isFalse();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static void send(SocketChannel channel, String line) throws IOException {
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String exchange(SocketChannel channel, String line) throws IOException {
        send(channel, line);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (channel.read(one) > 0 && one.get(0) != '\n') {
            answer.write(one.get(0));
            one.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** A door that answers what this test asks; anything else is a mistake in the test. */
    private Control control(String operator) {
        return (Control) Proxy.newProxyInstance(
                Control.class.getClassLoader(), new Class<?>[] {Control.class}, (_, method, args) -> switch (method.getName()) {
                    case "door" -> DOOR;
                    case "unlock" -> throw new ControlException("lockdown for " + operator, "front", "end it");
                    case "lock" -> throw new IllegalStateException("a mistake");
                    case "addPerson" -> enrolled((PersonId) args[0], (List<?>) args[2]);
                    case "followEvents" -> follow((OptionalLong) args[0], (Control.EventListener) args[1]);
                    default -> throw new AssertionError(method);
                });
    }

    private EnrolmentReport enrolled(PersonId id, List<?> photos) {
        photos.forEach(photo -> received.add((Photo) photo));
        return new EnrolmentReport(
                new PersonReport(id, "Ana", Instant.EPOCH, List.of(), new PersonReport.Access(List.of(), "", "", false)), List.of(), List.of());
    }

    private Object follow(OptionalLong from, Control.EventListener listener) throws InterruptedException {
        followers.incrementAndGet();
        try {
            long seq = from.orElse(0);
            while (from.isEmpty() || listener.onEvent("{\"seq\":" + seq++ + "}")) {
                Thread.sleep(from.isEmpty() ? 60_000 : 1);
            }
        } catch (InterruptedException hungUp) {
            return "left";
        } finally {
            followers.decrementAndGet();
        }
        return "enough";
    }
}
