package io.lintel.core.gallery;

/**
 * The dot product of two unit vectors: their cosine. Two implementations, held equal by a test: {@link VectorSimilarity} where the
 * JVM was started with the Vector API's module, {@link ScalarSimilarity} elsewhere.
 *
 * <p>Implementations are stateless and safe for any thread.
 */
interface Similarity {
    /**
     * The dot product of {@code probe} and the row of {@code templates} that begins at {@code offset}.
     *
     * @param probe as long as a row
     * @param templates rows behind one another
     * @param offset index of the row's first component
     */
    float dot(float[] probe, float[] templates, int offset);

    /** The fastest one this JVM can run. */
    static Similarity fastest() {
        // Incubating modules are resolved only where the launcher names them; a door without still works, five times slower.
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorSimilarity()
                : new ScalarSimilarity();
    }
}
