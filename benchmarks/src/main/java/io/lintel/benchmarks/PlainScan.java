package io.lintel.benchmarks;

/** Brute force in plain Java: the dot product with every row in single precision, four sums at a time. */
final class PlainScan {
    private PlainScan() {}

    /** Index of the most similar row. Rows are a multiple of four long. */
    static int best(float[] rows, float[] probe) {
        int best = -1;
        float most = -2;
        for (int row = 0, offset = 0; offset < rows.length; row++, offset += probe.length) {
            float cosine = dot(rows, offset, probe);
            if (cosine > most) {
                most = cosine;
                best = row;
            }
        }
        return best;
    }

    private static float dot(float[] rows, int offset, float[] probe) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < probe.length; i += 4) {
            a += probe[i] * rows[offset + i];
            b += probe[i + 1] * rows[offset + i + 1];
            c += probe[i + 2] * rows[offset + i + 2];
            d += probe[i + 3] * rows[offset + i + 3];
        }
        return a + b + (c + d);
    }
}
