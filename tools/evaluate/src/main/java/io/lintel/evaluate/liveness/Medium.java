package io.lintel.evaluate.liveness;

import java.util.SplittableRandom;

/**
 * What a face is presented on: paper or a screen, with its border and the hands that hold it, before a blurred room. The artefacts are those that
 * the literature names (halftone and reduced gamut of prints; pixel grid, moiré, refresh bands and glare of screens), in strengths chosen by eye.
 */
final class Medium {
    private static final double HALF_WIDTH = 1.15;
    private static final double HALF_HEIGHT = 1.25;
    private static final double BORDER = 0.10;
    private static final double[] HALFTONE_ANGLES = {Math.toRadians(75), Math.toRadians(15), Math.toRadians(45)};

    private final double x;
    private final double y;
    private final double height;
    private final int frame;
    private final double halftone;
    private final double moirePeriod;
    private final double moireAngle;
    private final double bandPhase;
    private final double glareX;
    private final long texture;

    /** A medium centred on a face of this height; its nature is drawn by the seed. */
    Medium(double x, double y, double height, long seed, int frame) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        this.x = x;
        this.y = y;
        this.height = height;
        this.frame = frame;
        this.halftone = random.nextDouble(2.8, 4.2);
        this.moirePeriod = random.nextDouble(6, 16);
        this.moireAngle = random.nextDouble(0, Math.PI);
        this.bandPhase = random.nextDouble();
        this.glareX = random.nextDouble(-0.8, 0.8);
        this.texture = random.nextLong();
    }

    /** Turns the living face in {@code pixels} into a presented one. */
    void apply(byte[] pixels, byte[] background, Species species, Holes holes) {
        double[] skin = skin(pixels);
        double halfWidth = HALF_WIDTH * height;
        double halfHeight = HALF_HEIGHT * height;
        double border = BORDER * height;
        for (int row = 0; row < Stage.HEIGHT; row++) {
            for (int column = 0; column < Stage.WIDTH; column++) {
                int at = 3 * (row * Stage.WIDTH + column);
                double dx = column - x;
                double dy = row - y;
                boolean content = Math.abs(dx) < halfWidth && Math.abs(dy) < halfHeight;
                boolean edge = Math.abs(dx) < halfWidth + border && Math.abs(dy) < halfHeight + border;
                if (hand(dx, dy, halfWidth, halfHeight)) {
                    hand(pixels, at, skin, dx, dy);
                } else if (content) {
                    if (species == Species.SCREEN) {
                        screen(pixels, at, column, row, dx, dy);
                    } else {
                        print(pixels, at, column, row, holes.distance(column, row));
                    }
                } else if (edge) {
                    frame(pixels, at, species, column, row);
                } else {
                    pixels[at] = background[at];
                    pixels[at + 1] = background[at + 1];
                    pixels[at + 2] = background[at + 2];
                }
            }
        }
    }

    private void print(byte[] pixels, int at, int column, int row, double hole) {
        if (hole < 1) {
            return; // the living eye or mouth behind the paper
        }
        double shadow = hole < 1.25 ? 0.6 : 1;
        double grey = grey(pixels, at);
        double grain = 7 * (hash(column / 2, row / 2) - 0.5) + 4 * (hash(column, row) - 0.5);
        for (int channel = 0; channel < 3; channel++) {
            double value = grey + 0.7 * ((pixels[at + channel] & 0xFF) - grey);
            value = 42 + value * (212 - 42) / 255;
            double cos = Math.cos(HALFTONE_ANGLES[channel]);
            double sin = Math.sin(HALFTONE_ANGLES[channel]);
            double u = (column * cos + row * sin) * 2 * Math.PI / halftone;
            double v = (row * cos - column * sin) * 2 * Math.PI / halftone;
            double middle = 1 - Math.abs(value / 127.5 - 1);
            value += 22 * Math.sin(u) * Math.sin(v) * middle + grain;
            pixels[at + channel] = clip(value * shadow * (channel == 0 ? 0.94 : 1));
        }
    }

    private void screen(byte[] pixels, int at, int column, int row, double dx, double dy) {
        double along = (column * Math.cos(moireAngle) + row * Math.sin(moireAngle)) * 2 * Math.PI;
        double across = (row * Math.cos(moireAngle) - column * Math.sin(moireAngle)) * 2 * Math.PI;
        double moire = 0.08 * Math.sin(along / moirePeriod) + 0.05 * Math.sin(across / (moirePeriod * 0.61));
        double phase = (row / (double) Stage.HEIGHT * 1.4 + bandPhase + 0.37 * frame) % 1;
        double band = phase < 0.25 ? 0.14 * Math.sin(phase / 0.25 * Math.PI) : 0;
        double glare = 26 * Math.exp(-(Math.pow(dx / height - glareX, 2) + Math.pow(dy / height + 0.6, 2)) / 0.3);
        for (int channel = 0; channel < 3; channel++) {
            double grid = 0.06 * Math.sin(2 * Math.PI * (column / 2.35 + channel / 3.0)) + 0.04 * Math.sin(2 * Math.PI * row / 2.35);
            double value = 14 + (pixels[at + channel] & 0xFF) * 1.02 * (channel == 0 ? 1.07 : 1);
            pixels[at + channel] = clip(value * (1 + moire + grid) * (1 - band) + glare);
        }
    }

    private void frame(byte[] pixels, int at, Species species, int column, int row) {
        double level = species == Species.SCREEN ? 16 : 214 + 7 * (hash(column / 2, row / 2) - 0.5);
        for (int channel = 0; channel < 3; channel++) {
            pixels[at + channel] = clip(level);
        }
    }

    /** Thumbs that come in from both sides. */
    private boolean hand(double dx, double dy, double halfWidth, double halfHeight) {
        double ex = (Math.abs(dx) - halfWidth - 0.05 * height) / (0.30 * height);
        double ey = (dy - 0.35 * halfHeight) / (0.13 * height);
        return ex * ex + ey * ey < 1;
    }

    private void hand(byte[] pixels, int at, double[] skin, double dx, double dy) {
        double shade = 0.8 + 0.2 * Math.cos((dx + dy) / (0.2 * height));
        for (int channel = 0; channel < 3; channel++) {
            pixels[at + channel] = clip(skin[channel] * shade);
        }
    }

    /** Mean colour of the face's middle. */
    private double[] skin(byte[] pixels) {
        double[] sum = new double[3];
        int count = 0;
        int reach = (int) (0.2 * height);
        for (int row = (int) y - reach; row < y + reach; row += 2) {
            for (int column = (int) x - reach; column < x + reach; column += 2) {
                int at = 3 * (row * Stage.WIDTH + column);
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += pixels[at + channel] & 0xFF;
                }
                count++;
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] /= Math.max(1, count);
        }
        return sum;
    }

    private static double grey(byte[] pixels, int at) {
        return 0.114 * (pixels[at] & 0xFF) + 0.587 * (pixels[at + 1] & 0xFF) + 0.299 * (pixels[at + 2] & 0xFF);
    }

    /** 0..1, the same for the same place of the same paper. */
    private double hash(int a, int b) {
        long h = texture + a * 0x9E3779B97F4A7C15L + b * 0xC2B2AE3D27D4EB4FL;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return (h >>> 11) * 0x1.0p-53;
    }

    static byte clip(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
