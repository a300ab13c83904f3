package io.lintel.hal.javacv;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command whose standard output is read. It gets no input, and its standard error is kept to its last words.
 *
 * <p>Threading: {@link #start()} by one thread, {@link #close()} by any; the output's reader wakes when the command has ended.
 */
final class ChildProcess implements AutoCloseable {
    private static final Path NOTHING = Path.of("/dev/null");
    private static final int TAIL_CHARS_MAX = 400;
    private static final long GRACE_MILLIS = 500;

    private final String device;
    private final List<String> words;
    private final Tail tail = new Tail();
    private Optional<Process> process = Optional.empty();
    private Optional<PipeInput> output = Optional.empty();
    private boolean closed;

    ChildProcess(String device, List<String> words) {
        this.device = device;
        this.words = List.copyOf(words);
    }

    /**
     * Starts the command and waits for its first byte.
     *
     * @throws HalException {@code GONE} no such command, or it ended without a byte; {@code DENIED} it may not be run
     */
    void start() {
        PipeInput pipe = launch();
        // Asked for before FFmpeg sees the stream: JavaCV leaks a stream that it cannot open.
        if (!pipe.fill()) {
            throw new HalException(HalErrorKind.GONE, "open camera", device, fate() + " without any output");
        }
    }

    private synchronized PipeInput launch() {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "open camera", device, "closed");
        }
        try {
            Process started = new ProcessBuilder(words).redirectInput(Redirect.from(NOTHING.toFile())).start();
            process = Optional.of(started);
            PipeInput pipe = new PipeInput(started.getInputStream());
            output = Optional.of(pipe);
            Thread.ofPlatform().name("lintel-camera-stderr").daemon().start(() -> tail.read(started.getErrorStream()));
            return pipe;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            boolean denied = message.contains("Permission denied");
            throw new HalException(denied ? HalErrorKind.DENIED : HalErrorKind.GONE, "open camera", device,
                    denied ? "the command '" + words.getFirst() + "' may not be run by " + System.getProperty("user.name")
                            : "no such command: '" + words.getFirst() + "'; install it, or write its full path", e);
        }
    }

    /** What it writes. */
    synchronized InputStream output() {
        return output.orElseThrow();
    }

    /** Its exit status if it has ended by itself. */
    OptionalInt exit() {
        Optional<Process> running = running();
        try {
            if (running.isPresent() && running.get().waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                return OptionalInt.of(running.get().exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OptionalInt.empty();
    }

    private synchronized Optional<Process> running() {
        return process;
    }

    /** How it ended, in words. */
    String fate() {
        OptionalInt status = exit();
        if (status.isEmpty()) {
            return "the command closed its output" + lastWords();
        }
        int code = status.getAsInt();
        String how = code > 128 && code < 160 ? "was ended by signal " + (code - 128) : "exited with status " + code;
        return "the command " + how + lastWords();
    }

    /** The end of its standard error, ready to be appended to a message. */
    String lastWords() {
        String words = tail.text();
        return words.isEmpty() ? "" : "; it said: " + words;
    }

    /** Ends the command and all it started: politely, and half a second later by force. */
    @Override
    public void close() {
        Optional<Process> running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running.isEmpty() || !running.get().isAlive()) {
            return;
        }
        Process parent = running.get();
        List<ProcessHandle> family;
        try (Stream<ProcessHandle> descendants = parent.descendants()) {
            family = descendants.toList();
        }
        family.forEach(ProcessHandle::destroy);
        parent.toHandle().destroy();
        try {
            if (!parent.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                parent.toHandle().destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            parent.toHandle().destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** The last words of a stream that somebody must keep empty. */
    private static final class Tail {
        private final StringBuilder text = new StringBuilder();

        void read(InputStream stream) {
            byte[] bytes = new byte[1024];
            try (stream) {
                for (int n = stream.read(bytes); n >= 0; n = stream.read(bytes)) {
                    append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                append(" [" + e.getMessage() + "]");
            }
        }

        private synchronized void append(String more) {
            text.append(more);
            text.delete(0, Math.max(0, text.length() - TAIL_CHARS_MAX));
        }

        synchronized String text() {
            return text.toString().strip().replaceAll("\\s*\\R\\s*", " | ").replaceAll("\\p{Cntrl}", "?");
        }
    }
}
