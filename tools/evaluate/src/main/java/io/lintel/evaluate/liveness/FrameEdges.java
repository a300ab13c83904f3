package io.lintel.evaluate.liveness;

import java.util.Arrays;

/** Straight upright or level edges beside a face: the border of a print or the frame of a screen; but also a door's frame behind a visitor. */
final class FrameEdges {
    // From the face's middle, in heights of its box.
    private static final double FROM = 0.65;
    private static final double TO = 2.0;
    private static final double ABOVE = 0.5;
    private static final double BELOW = 0.25;

    private FrameEdges() {}

    /** The second strongest of the four sides' strongest edges: the mean step across it in grey levels times how even it is, squared. */
    static double of(byte[] pixels, double faceHeight) {
        int x = Stage.WIDTH / 2;
        int y = Stage.HEIGHT / 2;
        int near = (int) (FROM * faceHeight);
        int far = (int) (TO * faceHeight);
        int above = (int) (ABOVE * faceHeight);
        int below = (int) (BELOW * faceHeight);
        double[] sides = {
            strongest(pixels, true, x - far, x - near, y - above, y + below),
            strongest(pixels, true, x + near, x + far, y - above, y + below),
            strongest(pixels, false, y - far, y - near, x - above, x + above),
            strongest(pixels, false, y + near, y + far, x - above, x + above)
        };
        Arrays.sort(sides);
        return sides[2];
    }

    private static double strongest(byte[] pixels, boolean upright, int from, int to, int low, int high) {
        int across = upright ? Stage.WIDTH : Stage.HEIGHT;
        int along = upright ? Stage.HEIGHT : Stage.WIDTH;
        double most = 0;
        for (int at = Math.max(1, from); at < Math.min(across - 1, to); at++) {
            double sum = 0;
            double absolute = 0;
            for (int k = Math.max(0, low); k < Math.min(along, high); k++) {
                double step = upright
                        ? green(pixels, at + 1, k) - green(pixels, at - 1, k)
                        : green(pixels, k, at + 1) - green(pixels, k, at - 1);
                sum += step;
                absolute += Math.abs(step);
            }
            double even = absolute > 0 ? Math.abs(sum) / absolute : 0;
            most = Math.max(most, Math.abs(sum) / (high - low) * even * even);
        }
        return most;
    }

    private static double green(byte[] pixels, int x, int y) {
        return pixels[3 * (y * Stage.WIDTH + x) + 1] & 0xFF;
    }
}
