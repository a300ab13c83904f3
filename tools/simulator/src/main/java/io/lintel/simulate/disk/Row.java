package io.lintel.simulate.disk;

import java.util.Arrays;
import java.util.UUID;

/** One event as it was given to the disk. Immutable as long as nobody writes to its bytes. */
public final class Row {
    private final long seq;
    private final UUID id;
    private final byte[] body;

    /** Keeps the array. */
    public Row(long seq, UUID id, byte[] body) {
        this.seq = seq;
        this.id = id;
        this.body = body;
    }

    /** Its number. */
    public long seq() {
        return seq;
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** Its bytes; not a copy. */
    public byte[] body() {
        return body;
    }

    /** Whether the other is the same to the last byte. */
    public boolean same(Row other) {
        return seq == other.seq && id.equals(other.id) && Arrays.equals(body, other.body);
    }

    @Override
    public String toString() {
        return seq + " " + id;
    }
}
