package io.lintel.daemon;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes hostile bytes of good ones: the same seed, the same bytes. */
final class Mutator {
    private static final int CHANGES_MAX = 6;
    private static final List<String> WORDS = List.of(
            "null", "true", "-1", "0", "9223372036854775808", "1e999", "NaN", "\"", "\\u0000", "{", "[", "}", "]]", ":", ",", "=", "\n", "\r\n",
            "\u0000", "\uFEFF", "'''", "\"\"\"", "#", "../../../../etc/passwd", "${jndi:x}", "%s%n", "\uD800", "門", "[[a]]", "a.b.c = 1\n");

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** One of the good ones, changed in a few places. */
    byte[] mutate(List<byte[]> corpus) {
        byte[] bytes = pick(corpus).clone();
        for (int change = random.nextInt(CHANGES_MAX); change >= 0; change--) {
            bytes = change(bytes, corpus);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, List<byte[]> corpus) {
        if (bytes.length == 0) {
            return word();
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, at);
            case 1 -> with(bytes, at, (byte) random.nextInt(256));
            case 2 -> with(bytes, at, List.of((byte) 0, (byte) 0x7f, (byte) 0x80, (byte) 0xff).get(random.nextInt(4)));
            case 3 -> joined(head(bytes, at), word(), tail(bytes, at));
            case 4 -> joined(head(bytes, at), tail(bytes, at + length));
            case 5 -> joined(head(bytes, at + length), tail(bytes, at));
            case 6 -> head(bytes, at);
            case 7 -> {
                byte[] other = pick(corpus);
                yield joined(head(bytes, at), other.length == 0 ? other : tail(other, random.nextInt(other.length)));
            }
            default -> joined(head(bytes, at), repeated(bytes, at, length), tail(bytes, at));
        };
    }

    private byte[] word() {
        return pick(WORDS).getBytes(StandardCharsets.UTF_8);
    }

    /** A piece a thousand times over: depth and length. */
    private byte[] repeated(byte[] bytes, int at, int length) {
        byte[] piece = random.nextBoolean() ? word() : Arrays.copyOfRange(bytes, at, at + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int times = random.nextInt(1_000); times >= 0; times--) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private byte[] flipped(byte[] bytes, int at) {
        return with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] head(byte[] bytes, int end) {
        return Arrays.copyOfRange(bytes, 0, end);
    }

    private static byte[] tail(byte[] bytes, int begin) {
        return Arrays.copyOfRange(bytes, begin, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
