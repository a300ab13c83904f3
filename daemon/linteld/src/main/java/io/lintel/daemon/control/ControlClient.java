package io.lintel.daemon.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlCodec;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.ControlReply;
import io.lintel.core.control.ControlRequest;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.ExplainReport;
import io.lintel.core.control.HealthReport;
import io.lintel.core.control.MetricsReport;
import io.lintel.core.control.PeopleReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.control.RotationReport;
import io.lintel.core.control.StatusReport;
import io.lintel.core.control.VerificationReport;
import io.lintel.core.gallery.PersonId;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The operations of a running daemon, over its socket; each call is a connection. Threading: any thread. */
public final class ControlClient implements Control {
    /** A daemon's answers may carry 1,000 events or a large picture. */
    private static final int REPLY_BYTES_MAX = 64 * 1024 * 1024;
    /** Longer than the longest operation, an enrolment from the camera or of sixteen photographs. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path socket;
    private final ControlCodec codec = new ControlCodec();

    /** A client of the daemon that listens there; nothing is opened yet. */
    public ControlClient(Path socket) {
        this.socket = socket;
    }

    /** Whether a daemon listens on this socket. */
    public static boolean answers(Path socket) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public StatusReport status() {
        return ask(new ControlRequest.Status(), StatusReport.class);
    }

    @Override
    public HealthReport health() {
        return ask(new ControlRequest.Health(), HealthReport.class);
    }

    @Override
    public EnrolmentReport addPerson(PersonId id, String name, List<Photo> photos, Duplicates duplicates) {
        return ask(new ControlRequest.AddPerson(id, name, photos, duplicates), EnrolmentReport.class);
    }

    @Override
    public EnrolmentReport capturePerson(PersonId id, String name, Duplicates duplicates) {
        return ask(new ControlRequest.CapturePerson(id, name, duplicates), EnrolmentReport.class);
    }

    @Override
    public PeopleReport people() {
        return ask(new ControlRequest.ListPeople(), PeopleReport.class);
    }

    @Override
    public PersonReport person(PersonId id) {
        return ask(new ControlRequest.ShowPerson(id), PersonReport.class);
    }

    @Override
    public void removePerson(PersonId id) {
        result(new ControlRequest.RemovePerson(id));
    }

    @Override
    public RotationReport rotateKeys() {
        return ask(new ControlRequest.RotateKeys(), RotationReport.class);
    }

    @Override
    public PersonReport access(PersonFacts facts) {
        return ask(new ControlRequest.SetAccess(facts), PersonReport.class);
    }

    @Override
    public List<String> events(int limit, OptionalLong from) {
        return codec.readEvents(result(new ControlRequest.Events(limit, from)));
    }

    @Override
    public void followEvents(OptionalLong from, EventListener listener) {
        try (LineChannel lines = connect()) {
            send(lines, new ControlRequest.FollowEvents(from));
            for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
                switch (codec.readReply(line.get())) {
                    case ControlReply.Event(String json) -> {
                        if (!listener.onEvent(json)) {
                            return;
                        }
                    }
                    case ControlReply.Failed(ControlError error) -> throw new ControlException(error);
                    case ControlReply.Done _ -> {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public VerificationReport verifyEvents() {
        return ask(new ControlRequest.VerifyEvents(), VerificationReport.class);
    }

    @Override
    public DoorReport door() {
        return ask(new ControlRequest.Door(), DoorReport.class);
    }

    @Override
    public DoorReport unlock(Duration hold) {
        return ask(new ControlRequest.Unlock(hold), DoorReport.class);
    }

    @Override
    public DoorReport lock() {
        return ask(new ControlRequest.Lock(), DoorReport.class);
    }

    @Override
    public DoorReport lockdown(boolean active) {
        return ask(new ControlRequest.Lockdown(active), DoorReport.class);
    }

    @Override
    public DoorReport resume() {
        return ask(new ControlRequest.Resume(), DoorReport.class);
    }

    @Override
    public DoorReport confirm(boolean duress) {
        return ask(new ControlRequest.Confirm(duress), DoorReport.class);
    }

    @Override
    public DoorReport forgive(Optional<PersonId> person) {
        return ask(new ControlRequest.Forgive(person), DoorReport.class);
    }

    @Override
    public Photo snapshot() {
        return codec.readPhoto(result(new ControlRequest.Snapshot()));
    }

    @Override
    public String metrics() {
        return ask(new ControlRequest.Metrics(), MetricsReport.class).text();
    }

    @Override
    public ExplainReport explain() {
        return ask(new ControlRequest.Explain(), ExplainReport.class);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }

    private <T> T ask(ControlRequest request, Class<T> type) {
        return codec.read(result(request), type);
    }

    private JsonNode result(ControlRequest request) {
        try (LineChannel lines = connect();
                Patience _ = new Patience(lines)) {
            send(lines, request);
            Optional<String> line = lines.read();
            if (line.isEmpty()) {
                throw new ControlException("the daemon hung up", socket.toString(), "see its log: journalctl -u lintel");
            }
            return switch (codec.readReply(line.get())) {
                case ControlReply.Done(JsonNode result) -> result;
                case ControlReply.Failed(ControlError error) -> throw new ControlException(error);
                case ControlReply.Event _ ->
                    throw new ControlException("the daemon answered with an event", socket.toString(), "use a client of its version");
            };
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void send(LineChannel lines, ControlRequest request) {
        try {
            lines.write(codec.request(request));
        } catch (IOException _) {
            // A daemon that refuses (too many clients, too long a request) says why and hangs up while this still writes: the
            // answer is there to be read, and if it is not, reading fails as well.
        }
    }

    private LineChannel connect() {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new LineChannel(channel, REPLY_BYTES_MAX, () -> {}, System::nanoTime);
        } catch (IOException | IllegalArgumentException e) {
            throw new ControlException(
                    new ControlError(
                            "no daemon answers: " + e.getMessage(),
                            socket.toString(),
                            "start it (systemctl start lintel, or lintel run), or check [control] socket and your group"),
                    e);
        }
    }

    private ControlException broken(IOException e) {
        return new ControlException(
                new ControlError("the conversation with the daemon broke off: " + e, socket.toString(), "see its log: journalctl -u lintel"), e);
    }

    /** Hangs up on a daemon that does not answer, since a blocking read has no time-out of its own. */
    private static final class Patience implements AutoCloseable {
        private final Thread timer;

        Patience(LineChannel lines) {
            timer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(PATIENCE);
                    lines.close();
                } catch (InterruptedException _) {
                    // Answered in time.
                }
            });
        }

        @Override
        public void close() {
            timer.interrupt();
        }
    }
}
