package io.lintel.core.gallery;

/**
 * The two loops of a search. Two implementations, held equal by a test: {@link VectorSimilarity} where the JVM was started with the
 * Vector API's module, {@link ScalarSimilarity} elsewhere.
 *
 * <p>Implementations are stateless and safe for any thread.
 */
interface Similarity {
    /**
     * The dot product of {@code probe} and the row of {@code templates} that begins at {@code offset}: the cosine of unit vectors.
     *
     * @param probe as long as a row
     * @param templates rows behind one another
     * @param offset index of the row's first component
     */
    float dot(float[] probe, float[] templates, int offset);

    /**
     * The next row that must be read: whose code's dot product with the probe's, times {@code unit}, plus its residual exceeds the
     * threshold (see {@link Quantiser}). May return rows earlier, which costs time and nothing else.
     *
     * @param probe the probe's code, as long as a row's
     * @param unit what one step of the dot product is worth
     * @param codes rows behind one another
     * @param residuals one for each row
     * @param from the first row to look at
     * @return {@code from} to {@code residuals.length}, the latter if there is none
     */
    int next(short[] probe, float unit, byte[] codes, float[] residuals, int from, float threshold);

    /** The fastest one this JVM can run. */
    static Similarity fastest() {
        // Incubating modules are resolved only where the launcher names them; a door without still works, several times slower.
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorSimilarity()
                : new ScalarSimilarity();
    }
}
