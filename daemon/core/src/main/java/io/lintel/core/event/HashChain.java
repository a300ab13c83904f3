package io.lintel.core.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Chains journalled events: each carries the SHA-256 of the bytes journalled before it, so that none can be altered, removed or put
 * in between without the chain showing it. The chain covers the bytes as journalled, with {@code late} false.
 *
 * <p>Of one thread, the journal's.
 */
public final class HashChain {
    /** What the first event of a door carries in place of a hash: 64 zeros. */
    public static final String GENESIS = "0".repeat(64);

    private String head;

    /** A chain that goes on after the event with this hash; {@link #GENESIS} to begin one. */
    public HashChain(String head) {
        if (!head.matches("[0-9a-f]{64}")) {
            throw new EventFormatException(
                    "hash \"" + head + "\" does not begin a chain: expected 64 lower-case hex digits; the journal is damaged");
        }
        this.head = head;
    }

    /** What the next event must carry as {@code prev}. */
    public String head() {
        return head;
    }

    /** Moves the head to these bytes, which must carry the present head as {@code prev}. */
    public void append(byte[] journalled) {
        head = hash(journalled);
    }

    /** SHA-256 in lower-case hex. */
    public static String hash(byte[] journalled) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(journalled));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform must have SHA-256", e);
        }
    }

    /**
     * Checks a run of journalled events, in order.
     *
     * @param before hash of the event before the first, or {@link #GENESIS}
     * @param journalled bytes of each event
     * @return index of the first event that does not carry its predecessor's hash, or empty if all do
     */
    public static OptionalInt firstBroken(String before, List<byte[]> journalled, EventCodec codec) {
        String expected = before;
        for (int i = 0; i < journalled.size(); i++) {
            byte[] bytes = journalled.get(i);
            if (!codec.decode(bytes).stamp().prev().equals(expected)) {
                return OptionalInt.of(i);
            }
            expected = hash(bytes);
        }
        return OptionalInt.empty();
    }
}
