package io.lintel.core.gallery;

/** Plain Java, four partial sums so that the processor need not wait for each addition. */
final class ScalarSimilarity implements Similarity {
    @Override
    public float dot(float[] probe, float[] templates, int offset) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < probe.length; i += 4) {
            a += probe[i] * templates[offset + i];
            b += probe[i + 1] * templates[offset + i + 1];
            c += probe[i + 2] * templates[offset + i + 2];
            d += probe[i + 3] * templates[offset + i + 3];
        }
        for (; i < probe.length; i++) {
            a += probe[i] * templates[offset + i];
        }
        return (a + b) + (c + d);
    }

    /** Every row: without vectors bytes take longer to multiply than floats. */
    @Override
    public int next(short[] probe, float unit, byte[] codes, float[] residuals, int from, float threshold) {
        return from;
    }
}
