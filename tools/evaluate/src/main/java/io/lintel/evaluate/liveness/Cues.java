package io.lintel.evaluate.liveness;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.DFT_COMPLEX_OUTPUT;
import static org.bytedeco.opencv.global.opencv_core.dft;

import io.lintel.evaluate.face.Canvas;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Signs of an attack that need no model, gathered over the frames of one approach: candidates, to be measured. One thread. */
final class Cues implements AutoCloseable {
    private static final int SIDE = 128;
    /** Below this the spectrum is the face's own. */
    private static final double RING_MIN = 14;

    private final Mat window = new Mat(SIDE, SIDE, CV_32FC1);
    private final Mat spectrum = new Mat();
    private final List<byte[]> frames = new ArrayList<>();
    private double moire;
    private double edges;

    /** Forgets the frames before. */
    void begin() {
        frames.clear();
        moire = 0;
        edges = 0;
    }

    /** Takes one more frame in, with a face so high in its middle. */
    void add(Canvas frame, double faceHeight) {
        byte[] pixels = new byte[Stage.WIDTH * Stage.HEIGHT * 3];
        MemorySegment.copy(frame.pixels(), ValueLayout.JAVA_BYTE, 0, pixels, 0, pixels.length);
        frames.add(pixels);
        moire += peak(pixels);
        edges += FrameEdges.of(pixels, faceHeight);
    }

    /** How strong the second strongest of the straight edges on the face's four sides is, grey levels, mean of the frames. */
    double edges() {
        return frames.isEmpty() ? 0 : edges / frames.size();
    }

    /** How far the strongest peak of the spectrum stands out over what is usual, natural logarithm, mean of the frames. */
    double moire() {
        return frames.isEmpty() ? 0 : moire / frames.size();
    }

    /** Standard deviation over rows of how much they brightened from one frame to the next, mean of the pairs. */
    double banding() {
        double sum = 0;
        for (int k = 1; k < frames.size(); k++) {
            double[] change = new double[Stage.HEIGHT / 8];
            for (int band = 0; band < change.length; band++) {
                change[band] = rows(frames.get(k), band) - rows(frames.get(k - 1), band);
            }
            double mean = Arrays.stream(change).average().orElse(0);
            sum += Math.sqrt(Arrays.stream(change).map(c -> (c - mean) * (c - mean)).average().orElse(0));
        }
        return sum / Math.max(1, frames.size() - 1);
    }

    /** Share of pairs of frames that are the same to the last bit: no camera does that. */
    double repeated() {
        int pairs = 0;
        int same = 0;
        for (int a = 0; a < frames.size(); a++) {
            for (int b = a + 1; b < frames.size(); b++) {
                pairs++;
                same += Arrays.equals(frames.get(a), frames.get(b)) ? 1 : 0;
            }
        }
        return pairs == 0 ? 0 : (double) same / pairs;
    }

    /** Mean luma of eight rows across the middle. */
    private static double rows(byte[] pixels, int band) {
        double sum = 0;
        int count = 0;
        for (int row = band * 8; row < band * 8 + 8; row++) {
            for (int column = Stage.WIDTH / 4; column < 3 * Stage.WIDTH / 4; column += 2) {
                sum += pixels[3 * (row * Stage.WIDTH + column) + 1] & 0xFF;
                count++;
            }
        }
        return sum / count;
    }

    private double peak(byte[] pixels) {
        int left = (Stage.WIDTH - SIDE) / 2;
        int top = (Stage.HEIGHT - SIDE) / 2;
        try (FloatIndexer luma = window.createIndexer()) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double hann = Math.sin(Math.PI * x / SIDE) * Math.sin(Math.PI * y / SIDE);
                    luma.put(y, x, (float) ((pixels[3 * ((top + y) * Stage.WIDTH + left + x) + 1] & 0xFF) * hann * hann));
                }
            }
        }
        dft(window, spectrum, DFT_COMPLEX_OUTPUT, 0);
        return standingOut();
    }

    /** The largest magnitude over the median at its own radius: a face's spectrum falls with the radius, a grid stands out of it. */
    private double standingOut() {
        List<List<Double>> rings = new ArrayList<>();
        for (int r = 0; r <= SIDE / 2; r++) {
            rings.add(new ArrayList<>());
        }
        try (FloatIndexer values = spectrum.createIndexer()) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x <= SIDE / 2; x++) {
                    int fy = y <= SIDE / 2 ? y : y - SIDE;
                    int radius = (int) Math.hypot(x, fy);
                    // The axes carry the window's own edges.
                    if (radius >= RING_MIN && radius <= SIDE / 2 && x > 1 && Math.abs(fy) > 1) {
                        rings.get(radius).add(Math.hypot(values.get(y, x, 0), values.get(y, x, 1)));
                    }
                }
            }
        }
        double most = 0;
        for (List<Double> ring : rings) {
            if (!ring.isEmpty()) {
                ring.sort(null);
                most = Math.max(most, Math.log(ring.getLast() / Math.max(1e-9, ring.get(ring.size() / 2))));
            }
        }
        return most;
    }

    @Override
    public void close() {
        window.close();
        spectrum.close();
    }
}
