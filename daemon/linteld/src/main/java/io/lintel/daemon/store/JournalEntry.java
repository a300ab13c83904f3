package io.lintel.daemon.store;

import java.time.Instant;
import java.util.UUID;

/** One event as journalled. Immutable as long as nobody writes to {@link #body()}. */
public final class JournalEntry {
    private final long seq;
    private final UUID id;
    private final Instant time;
    private final String type;
    private final byte[] body;

    /** All of it; the body is not copied. */
    public JournalEntry(long seq, UUID id, Instant time, String type, byte[] body) {
        this.seq = seq;
        this.id = id;
        this.time = time;
        this.type = type;
        this.body = body;
    }

    /** Gap-free number, from 1. */
    public long seq() {
        return seq;
    }

    /** UUIDv7. */
    public UUID id() {
        return id;
    }

    /** When it happened, to the millisecond. */
    public Instant time() {
        return time;
    }

    /** CloudEvents type. */
    public String type() {
        return type;
    }

    /** The CloudEvents JSON as journalled and hashed. Not a copy: do not write to it. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return seq + " " + id + " " + type;
    }
}
