package io.lintel.daemon.control;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlCodec;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.control.ControlRequest;
import io.lintel.daemon.health.ErrorLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's ear for the command line: a UNIX stream socket, mode 0660, one JSON object a line. At most {@link
 * ControlLimits#CLIENTS_MAX} clients; when all places are taken, one that could ask and does not is shown out, or
 * one that has waited for events in vain for a minute. Requests longer than 64 KiB (photographs) are read one at a time, so that the socket's memory is bounded. A client's bytes can earn it a
 * refusal, never more. Each client has a virtual thread.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    /** For so long nobody is shown out who waits for an answer or for events, */
    private static final long IDLE_NANOS = 60_000_000_000L;
    /** or whose turn it is to ask, when somebody else wants the place. */
    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final long LARGE_WAIT_SECONDS = 20;

    private final Path socket;
    private final Function<String, Control> controls;
    private final LongSupplier clock;
    private final ErrorLog errors;
    private final ControlCodec codec = new ControlCodec();
    private final Dispatcher dispatcher = new Dispatcher(codec);
    private final Set<LineChannel> clients = ConcurrentHashMap.newKeySet();
    private final Set<LineChannel> followers = ConcurrentHashMap.newKeySet();
    private final Semaphore large = new Semaphore(1);
    private final ServerSocketChannel server;

    /**
     * Binds the socket; a stale one left by a crash is replaced.
     *
     * @param controls the operations, on behalf of an operator ({@code local:user})
     * @throws ControlException when another daemon listens there, or the path cannot be bound
     */
    public ControlServer(Path socket, Function<String, Control> controls, LongSupplier clock, ErrorLog errors) {
        this.socket = socket;
        this.controls = controls;
        this.clock = clock;
        this.errors = errors;
        this.server = bind(socket);
    }

    /** Starts to listen. */
    public void start() {
        Thread.ofVirtual().name("control").start(this::accept);
    }

    /** Clients at present. */
    public int clients() {
        return clients.size();
    }

    /** Stops listening, hangs up on every client and removes the socket. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("control socket {}: {}", socket, e.getMessage());
        }
        clients.forEach(LineChannel::close);
    }

    private static ServerSocketChannel bind(Path socket) {
        try {
            if (Files.exists(socket)) {
                if (ControlClient.answers(socket)) {
                    throw new ControlException(
                            "another daemon is running", socket.toString(), "stop it first: systemctl stop lintel");
                }
                Files.delete(socket);
            }
            Path directory = socket.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), ControlLimits.CLIENTS_MAX);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            return server;
        } catch (IOException e) {
            throw new ControlException(
                    new ControlError(
                            "the control socket cannot be bound: " + e,
                            socket.toString(),
                            "choose a writable place for [control] socket"),
                    e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().name("control-client").start(() -> serve(channel));
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                errors.record("control", e);
            }
        }
    }

    private void serve(SocketChannel channel) {
        boolean[] holdsLarge = {false};
        try (LineChannel lines = new LineChannel(channel, ControlLimits.REQUEST_BYTES_MAX, () -> allowLarge(holdsLarge), clock)) {
            if (!admit(lines)) {
                lines.write(codec.failed(new ControlError(
                        "too many clients", "control socket", "close one of the " + ControlLimits.CLIENTS_MAX + " others")));
                return;
            }
            try {
                converse(lines, controls.apply(operator(channel)), holdsLarge);
            } finally {
                clients.remove(lines);
            }
        } catch (IOException e) {
            // The client hung up or was shown out: its business.
            LOG.debug("control client: {}", e.toString());
        } catch (RuntimeException e) {
            errors.record("control", e);
        } finally {
            release(holdsLarge);
        }
    }

    private void converse(LineChannel lines, Control control, boolean[] holdsLarge) throws IOException {
        while (true) {
            Optional<String> line;
            try {
                line = lines.read();
            } catch (LineChannel.LineTooLongException e) {
                lines.write(codec.failed(new ControlError(
                        String.valueOf(e.getMessage()), "request", "send fewer or smaller photographs at a time")));
                return;
            }
            if (line.isEmpty()) {
                return;
            }
            answer(lines, control, line.get());
            release(holdsLarge);
        }
    }

    private void answer(LineChannel lines, Control control, String line) throws IOException {
        String answer;
        try {
            ControlRequest request = codec.readRequest(line);
            if (request instanceof ControlRequest.FollowEvents follow) {
                follow(lines, control, follow);
                return;
            }
            answer = dispatcher.answer(control, request);
        } catch (ControlException e) {
            answer = codec.failed(e.error());
        } catch (RuntimeException e) {
            errors.record("control", e);
            answer = codec.failed(new ControlError("the daemon failed at this: " + e, "", "report the daemon's log"));
        }
        lines.write(answer);
    }

    private void follow(LineChannel lines, Control control, ControlRequest.FollowEvents follow) {
        followers.add(lines);
        Thread follower = Thread.currentThread();
        // The client says nothing more; what ends its stream is its hanging up, which only a read can notice.
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                while (lines.read().isPresent()) {
                    LOG.debug("a following client talks; not listening");
                }
            } catch (IOException e) {
                LOG.debug("a following client left: {}", e.toString());
            }
            follower.interrupt();
        });
        try {
            control.followEvents(follow.from(), json -> {
                try {
                    lines.write(codec.event(json));
                    return true;
                } catch (IOException e) {
                    return false;
                }
            });
        } finally {
            followers.remove(lines);
            lines.close();
            watch.interrupt();
        }
    }

    private boolean admit(LineChannel lines) {
        synchronized (clients) {
            if (clients.size() >= ControlLimits.CLIENTS_MAX) {
                long now = clock.getAsLong();
                Optional<LineChannel> idle = clients.stream()
                        .filter(each -> now - each.movedNanos() > (silent(each) ? SILENT_NANOS : IDLE_NANOS))
                        .min(Comparator.comparingLong(each -> each.movedNanos() - now));
                if (idle.isEmpty()) {
                    return false;
                }
                idle.get().close();
                clients.remove(idle.get());
            }
            clients.add(lines);
            return true;
        }
    }

    private boolean silent(LineChannel client) {
        return client.waiting() && !followers.contains(client);
    }

    private void allowLarge(boolean[] holds) throws IOException {
        try {
            if (!large.tryAcquire(LARGE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("another large request is being read");
            }
            holds[0] = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void release(boolean[] holds) {
        if (holds[0]) {
            holds[0] = false;
            large.release();
        }
    }

    private static String operator(SocketChannel channel) {
        try {
            return "local:" + channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "local";
        }
    }
}
