package io.lintel.core.gallery;

/**
 * Writes templates in eight bits a component, so that a search may pass over nearly all after reading a quarter of their bytes, and
 * says how far a code can mislead: filter and refine, as in the VA-file of Weber, Schek and Blott (VLDB 1998).
 *
 * <h2>Codes</h2>
 *
 * <p>A template r becomes q = round(s·r), clipped to a byte: at {@value #CLIP} standard deviations of a random direction's component.
 * A probe p becomes round(s′·p) in shorts. Products are summed in sixteen-bit lanes, component i in lane i mod {@value #LANES} (more
 * lanes split these sums and no more), and s′ is the greatest for which, by Cauchy and Schwarz, no template's lane sum can leave
 * ±32767. Then sixteen-bit arithmetic gives it exactly, whatever wraps on the way: that is what makes the scan as fast as reading.
 *
 * <h2>The bound</h2>
 *
 * <p>With the residuals e_r = r − q_r/s and e_p = p − q_p/s′, both measured when the code is made,
 *
 * <pre>   p·r = q_p·q_r/(s·s′) + e_p·q_r/s + p·e_r  ≤  q_p·q_r/(s·s′) + |e_p|·|q_r|/s + |p|·|e_r|</pre>
 *
 * <p>and single precision adds up n products of them in any order with an error of at most γ|p||r|, γ = n·2⁻²⁴/(1 − n·2⁻²⁴)
 * (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). So a template whose q_p·q_r/(s·s′) + |p|·|e_r| does not exceed a cosine
 * less the other terms has a single-precision cosine that does not exceed it either, and need not be read.
 */
final class Quantiser {
    /** The fewest sixteen-bit lanes that the loops are run with. */
    static final int LANES = 8;

    private static final double CLIP = 5.6;
    /** Codes are padded with zeros to a multiple of this many components, so that no vector loop needs a tail. */
    private static final int PADDING = 64;

    private static final double LENGTH_MAX = 1 + Gallery.LENGTH_TOLERANCE;
    /** The comparison itself is made in single precision, on numbers below 4. */
    private static final double COMPARISON = 2e-6;

    private final int dimension;
    private final double scale;
    private final double rounding;

    Quantiser(int dimension) {
        this.dimension = dimension;
        this.scale = Byte.MAX_VALUE * Math.max(1, Math.sqrt(dimension) / CLIP);
        double unit = dimension * 0x1p-24;
        this.rounding = unit / (1 - unit) * LENGTH_MAX * LENGTH_MAX + COMPARISON;
    }

    /** Bytes of a template's code, components of a probe's. */
    int stride() {
        return stride(dimension);
    }

    static int stride(int dimension) {
        return (dimension + PADDING - 1) / PADDING * PADDING;
    }

    /**
     * Writes a template's code.
     *
     * @param templates rows behind one another
     * @param row which of them
     * @param codes rows of {@link #stride()} bytes, zero where nothing was written
     * @return |p|·|e_r| for the longest p
     */
    float encode(float[] templates, int row, byte[] codes) {
        int from = row * dimension;
        int to = row * stride();
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            double scaled = templates[from + i] * scale;
            int code = Math.clamp(Math.round(scaled), -Byte.MAX_VALUE, Byte.MAX_VALUE);
            codes[to + i] = (byte) code;
            square += (scaled - code) * (scaled - code);
        }
        return Math.nextUp((float) (LENGTH_MAX * Math.sqrt(square) / scale));
    }

    /** The square of the longest part of one lane in a row of codes, at least 1. */
    int lane(byte[] codes, int row) {
        int longest = 1;
        for (int lane = 0; lane < LANES; lane++) {
            int square = 0;
            for (int i = row * stride() + lane; i < (row + 1) * stride(); i += LANES) {
                square += codes[i] * codes[i];
            }
            longest = Math.max(longest, square);
        }
        return longest;
    }

    /**
     * Writes a probe's code.
     *
     * @param longestLane the greatest {@link #lane} of the codes it is to be multiplied with
     * @param code of {@link #stride()} components, zero where nothing was written
     * @return its scale s′
     */
    double encode(float[] probe, int longestLane, short[] code) {
        double longest = 0;
        for (int lane = 0; lane < LANES; lane++) {
            double square = 0;
            for (int i = lane; i < dimension; i += LANES) {
                square += (double) probe[i] * probe[i];
            }
            longest = Math.max(longest, square);
        }
        // Rounding lengthens a part by at most half a step in each of its components. Above zero up to GalleryBuilder.DIMENSION_MAX.
        double room = Short.MAX_VALUE / Math.sqrt(longestLane) - Math.sqrt(Math.ceilDiv(dimension, LANES)) / 2;
        double probeScale = room / Math.sqrt(longest);
        for (int i = 0; i < dimension; i++) {
            code[i] = (short) Math.round(probe[i] * probeScale);
        }
        return probeScale;
    }

    /** What one step of the product of two codes is worth as a cosine. */
    float unit(double probeScale) {
        return (float) (1 / (scale * probeScale));
    }

    /**
     * What remains uncertain about a cosine once the template's residual is allowed for.
     *
     * @param code written at {@code probeScale}
     */
    double uncertainty(float[] probe, short[] code, double probeScale) {
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            double residual = probe[i] - code[i] / probeScale;
            square += residual * residual;
        }
        double codeLengthMax = LENGTH_MAX + Math.sqrt(dimension) / 2 / scale;
        return Math.sqrt(square) * codeLengthMax + rounding;
    }
}
