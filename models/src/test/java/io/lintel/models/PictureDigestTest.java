package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Frame;
import io.lintel.hal.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PictureDigestTest {
    private final Random random = new Random(3);

    private Frame frame(Arena arena, int width, int height, PixelFormat format) {
        Frame frame = new Frame(0, width, height, format, arena, _ -> {});
        byte[] noise = new byte[Math.toIntExact(frame.pixels().byteSize())];
        random.nextBytes(noise);
        frame.pixels().copyFrom(MemorySegment.ofArray(noise));
        return frame;
    }

    @Test
    void theSameBitsAreTheSamePictureWhereverTheyLie() {
        try (Arena arena = Arena.ofConfined()) {
            Frame one = frame(arena, 61, 47, PixelFormat.BGR24);
            Frame other = frame(arena, 61, 47, PixelFormat.BGR24);
            assertThat(PictureDigest.of(other)).isNotEqualTo(PictureDigest.of(one));
            other.pixels().copyFrom(one.pixels());
            assertThat(PictureDigest.of(other)).isEqualTo(PictureDigest.of(one));
        }
    }

    /** Each bit of the rows that are read counts, to the end of a row that is no multiple of anything. */
    @Test
    void oneBitMakesAnother() {
        try (Arena arena = Arena.ofConfined()) {
            Frame frame = frame(arena, 13, 17, PixelFormat.BGR24);
            Set<Long> digests = new HashSet<>(Set.of(PictureDigest.of(frame)));
            int changes = 0;
            for (int row : new int[] {0, 8, 16}) {
                for (long at = (long) row * frame.stride(); at < (long) (row + 1) * frame.stride(); at++) {
                    for (int bit = 0; bit < Byte.SIZE; bit++) {
                        byte before = frame.pixels().get(ValueLayout.JAVA_BYTE, at);
                        frame.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) (before ^ (1 << bit)));
                        digests.add(PictureDigest.of(frame));
                        frame.pixels().set(ValueLayout.JAVA_BYTE, at, before);
                        changes++;
                    }
                }
            }
            assertThat(digests).hasSize(changes + 1);
        }
    }

    @Test
    void thePlacesOfPixelsCount() {
        try (Arena arena = Arena.ofConfined()) {
            Frame frame = frame(arena, 64, 48, PixelFormat.GREY);
            long before = PictureDigest.of(frame);
            long first = frame.pixels().get(ValueLayout.JAVA_LONG, 0);
            frame.pixels().set(ValueLayout.JAVA_LONG, 0, frame.pixels().get(ValueLayout.JAVA_LONG, 8));
            frame.pixels().set(ValueLayout.JAVA_LONG, 8, first);
            assertThat(PictureDigest.of(frame)).isNotEqualTo(before);
        }
    }
}
