package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The alignment finds the similarity that was put in, wherever it lies. */
class AlignerTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    // Which of the 68 points make each of the five.
    private static final int[][] MEMBERS = {{37, 38, 40, 41}, {43, 44, 46, 47}, {30}, {48, 60}, {54, 64}};

    @Test
    void undoesAnySimilarity() {
        try (Arena arena = Arena.ofConfined();
                Aligner aligner = new Aligner();
                AlignedFace face = new AlignedFace()) {
            // A picture whose red grows to the right and whose green grows downward: pixels tell where they come from.
            MemorySegment pixels = arena.allocate((long) WIDTH * HEIGHT * 3, 64);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    long at = ((long) y * WIDTH + x) * 3;
                    pixels.set(ValueLayout.JAVA_BYTE, at + 1, (byte) (y * 255 / HEIGHT));
                    pixels.set(ValueLayout.JAVA_BYTE, at + 2, (byte) (x * 255 / WIDTH));
                }
            }
            Picture picture = Picture.of(pixels, WIDTH, HEIGHT, PixelFormat.BGR24);
            for (int seed = 0; seed < 200; seed++) {
                Random random = new Random(seed);
                double angle = Math.toRadians(random.nextDouble() * 120 - 60);
                double scale = 0.5 + random.nextDouble() * 1.5;
                double cx = 250 + random.nextDouble() * 140;
                double cy = 200 + random.nextDouble() * 80;
                aligner.align(picture, points(angle, scale, cx, cy), face);
                assertThat(face.shapeError()).as("seed %d", seed).isLessThan(1e-3);
                for (int[] target : new int[][] {{56, 56}, {30, 40}, {90, 80}}) {
                    double px = cx + scale * (Math.cos(angle) * (target[0] - 56) - Math.sin(angle) * (target[1] - 56));
                    double py = cy + scale * (Math.sin(angle) * (target[0] - 56) + Math.cos(angle) * (target[1] - 56));
                    if (px < 3 || py < 3 || px > WIDTH - 4 || py > HEIGHT - 4) {
                        continue;
                    }
                    assertThat(channel(face, target, 2)).as("red, seed %d", seed).isCloseTo(px * 255 / WIDTH, within(1.6));
                    assertThat(channel(face, target, 1)).as("green, seed %d", seed).isCloseTo(py * 255 / HEIGHT, within(1.6));
                }
            }
            picture.close();
        }
    }

    @Test
    void tellsPointsThatAreNoFace() {
        try (Arena arena = Arena.ofConfined();
                Aligner aligner = new Aligner();
                AlignedFace face = new AlignedFace();
                Picture picture = Picture.of(arena.allocate(64 * 64 * 3L, 64), 64, 64, PixelFormat.BGR24)) {
            aligner.align(picture, new Landmarks(), face);
            assertThat(face.shapeError()).isEqualTo(Double.POSITIVE_INFINITY);
            Landmarks mirrored = points(0, 1, 32, 32);
            for (int p = 0; p < Landmarks.POINTS; p++) {
                mirrored.set(p, 64 - mirrored.x(p), 64 - mirrored.y(p) * 0.2f);
            }
            aligner.align(picture, mirrored, face);
            assertThat(face.shapeError()).isGreaterThan(9);
        }
    }

    private static Landmarks points(double angle, double scale, double cx, double cy) {
        Landmarks points = new Landmarks();
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            double x = Aligner.targetX(k) - 56;
            double y = Aligner.targetY(k) - 56;
            for (int member : MEMBERS[k]) {
                points.set(
                        member,
                        (float) (cx + scale * (Math.cos(angle) * x - Math.sin(angle) * y)),
                        (float) (cy + scale * (Math.sin(angle) * x + Math.cos(angle) * y)));
            }
        }
        return points;
    }

    private static double channel(AlignedFace face, int[] at, int channel) {
        return face.pixels().get(ValueLayout.JAVA_BYTE, (at[1] * 112L + at[0]) * 3 + channel) & 0xFF;
    }
}
