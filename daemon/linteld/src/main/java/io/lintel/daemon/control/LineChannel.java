package io.lintel.daemon.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Lines of UTF-8 over a stream socket, with a limit on their length. Threading: one reader, one writer. */
final class LineChannel implements AutoCloseable {
    /** Who must agree before a line grows beyond the ordinary. */
    @FunctionalInterface
    interface Growth {
        /** Allows it, or throws. */
        void allow() throws IOException;
    }

    /** A line of ordinary length. */
    static final int ORDINARY_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final int limitBytes;
    private final Growth growth;
    private final ByteBuffer input = ByteBuffer.allocate(ORDINARY_BYTES).flip();
    private volatile long movedNanos;
    private volatile boolean waiting;
    private final LongSupplier clock;

    LineChannel(SocketChannel channel, int limitBytes, Growth growth, LongSupplier clock) {
        this.channel = channel;
        this.limitBytes = limitBytes;
        this.growth = growth;
        this.clock = clock;
        this.movedNanos = clock.getAsLong();
    }

    /**
     * The next line without its line feed; empty at the end of the stream.
     *
     * @throws LineTooLongException when it exceeds the limit; the stream is of no use afterwards
     */
    Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean grown = false;
        while (true) {
            while (input.hasRemaining()) {
                byte next = input.get();
                if (next == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
                if (line.size() >= limitBytes) {
                    throw new LineTooLongException(limitBytes);
                }
                line.write(next);
            }
            if (!grown && line.size() > ORDINARY_BYTES) {
                growth.allow();
                grown = true;
            }
            input.clear();
            waiting = true;
            int got;
            try {
                got = channel.read(input);
            } finally {
                waiting = false;
                input.flip(); // after a failure as well: what was read before must not be read again
            }
            movedNanos = clock.getAsLong();
            if (got < 0) {
                return Optional.empty();
            }
        }
    }

    /** Writes a line and its line feed. */
    void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
            movedNanos = clock.getAsLong();
        }
    }

    /** Whether it is the other end's turn to speak. */
    boolean waiting() {
        return waiting;
    }

    /** When bytes last moved. */
    long movedNanos() {
        return movedNanos;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The other end is gone already.
        }
    }

    /** A line longer than its reader allows. */
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLongException(int limitBytes) {
            super("line longer than " + limitBytes + " bytes");
        }
    }
}
