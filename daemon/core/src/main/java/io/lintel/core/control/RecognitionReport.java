package io.lintel.core.control;

/**
 * What recognises, and whom.
 *
 * @param bundle model bundle {@code id@version}; empty while none is loaded
 * @param space embedding space of the bundle
 * @param provider where the models run: {@code cpu}, {@code cuda}, …
 * @param people enrolled people
 * @param templates their templates in this space
 * @param galleryRevision revision of the gallery in use
 * @param fpirTarget accepted share of strangers' approaches that open the door
 * @param liveness {@code enforce}, {@code monitor} or {@code off}
 */
public record RecognitionReport(
        String bundle,
        String space,
        String provider,
        int people,
        int templates,
        long galleryRevision,
        double fpirTarget,
        String liveness) {}
