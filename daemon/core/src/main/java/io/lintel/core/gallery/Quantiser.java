package io.lintel.core.gallery;

/**
 * Writes unit vectors in eight bits a component, so that a search may pass over most templates after reading a quarter of their
 * bytes, and says how far such a code can mislead: filter and refine, as in the VA-file of Weber, Schek and Blott (VLDB 1998).
 *
 * <h2>Codes</h2>
 *
 * <p>A template r becomes q = round(s·r), each component clipped to a byte; a probe p becomes the same, not clipped, in shorts. The
 * scale s is chosen so that no code is longer than √32767: then, by Cauchy and Schwarz, the dot product of two codes is within
 * ±32767, and sixteen-bit arithmetic gives it exactly, whatever the partial sums wrap to. That is what makes the scan as fast as
 * reading: no widening to 32 bits.
 *
 * <h2>The bound</h2>
 *
 * <p>With the residuals e_r = r − q_r/s and e_p = p − q_p/s, both measured when the code is made,
 *
 * <pre>   p·r = q_p·q_r/s² + e_p·q_r/s + p·e_r  ≤  q_p·q_r/s² + |e_p|·√32767/s + |p|·|e_r|</pre>
 *
 * <p>and single precision adds up n products of them in any order with an error of at most γ|p||r|, γ = n·2⁻²⁴/(1 − n·2⁻²⁴)
 * (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). In units of 1/s² the term of the row, its <em>slack</em>, is rounded
 * up to an integer and those of the probe are taken from the threshold, rounded down. So a row whose q_p·q_r + slack does not exceed
 * {@link #threshold} has a single-precision cosine that does not exceed the one asked for, and need not be read.
 */
final class Quantiser {
    /** Codes are padded with zeros to a multiple of this many components, so that no vector loop needs a tail. */
    private static final int PADDING = 64;

    private static final double LENGTH_MAX = 1 + Gallery.LENGTH_TOLERANCE;
    private static final double CODE_LENGTH_MAX = Math.sqrt(Short.MAX_VALUE);

    private final int dimension;
    private final double scale;
    private final double rounding;

    Quantiser(int dimension) {
        this.dimension = dimension;
        // Rounding lengthens a code by at most half a step in each component.
        this.scale = (CODE_LENGTH_MAX - Math.sqrt(dimension) / 2) / LENGTH_MAX;
        double unit = dimension * 0x1p-24;
        this.rounding = unit / (1 - unit) * LENGTH_MAX * LENGTH_MAX;
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
     * @return the row's slack, in units of 1/s²
     */
    short encode(float[] templates, int row, byte[] codes) {
        int from = row * dimension;
        int to = row * stride();
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            double scaled = templates[from + i] * scale;
            int code = Math.clamp(Math.round(scaled), -Byte.MAX_VALUE, Byte.MAX_VALUE);
            codes[to + i] = (byte) code;
            square += (scaled - code) * (scaled - code);
        }
        // At most s² · 1.001 · |r|, below 32767.
        return (short) (Math.ceil(scale * LENGTH_MAX * Math.sqrt(square)) + 1);
    }

    /**
     * Writes a probe's code.
     *
     * @param code of {@link #stride()} components, zero where nothing was written
     * @return length of its residual |e_p|
     */
    double encode(float[] probe, short[] code) {
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            double scaled = probe[i] * scale;
            long rounded = Math.round(scaled);
            code[i] = (short) rounded;
            square += (scaled - rounded) * (scaled - rounded);
        }
        return Math.sqrt(square) / scale;
    }

    /**
     * What the dot product of two codes plus the row's slack must exceed for the cosine to be able to exceed {@code cosine}.
     *
     * @param residual of the probe's code
     */
    int threshold(double cosine, double residual) {
        double least = cosine - residual * CODE_LENGTH_MAX / scale - rounding;
        return (int) Math.floor(least * scale * scale) - 1;
    }
}
