package io.lintel.hal.javacv;

import java.io.IOException;
import java.io.InputStream;

/**
 * A command's output, in the shape that suits JavaCV: claims mark support (otherwise it is wrapped in a buffer, one copy more) and
 * never throws (JavaCV prints such exceptions); a broken pipe is the end.
 *
 * <p>Threading: one reader.
 */
final class PipeInput extends InputStream {
    private static final int FIRST_BYTES = 4096;

    private final InputStream pipe;
    private final byte[] first = new byte[FIRST_BYTES];
    private int firstCount;
    private int firstRead;

    PipeInput(InputStream pipe) {
        this.pipe = pipe;
    }

    /** Waits for the first bytes; false if the end comes first. */
    boolean fill() {
        firstCount = Math.max(0, readPipe(first, 0, first.length));
        return firstCount > 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (firstRead < firstCount) {
            int n = Math.min(length, firstCount - firstRead);
            System.arraycopy(first, firstRead, bytes, offset, n);
            firstRead += n;
            return n;
        }
        return readPipe(bytes, offset, length);
    }

    private int readPipe(byte[] bytes, int offset, int length) {
        try {
            return pipe.read(bytes, offset, length);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    /** Does nothing: with a maximum size of 0 JavaCV never goes back. */
    @Override
    public synchronized void mark(int limit) {}

    /** JavaCV's name for the stream; must not look like a protocol. */
    @Override
    public String toString() {
        return "lintel-command-output";
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
