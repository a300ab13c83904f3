package io.lintel.core.event;

import java.util.OptionalDouble;

/**
 * What the eyes had to say: the measured side of an access decision. Carries no picture and no embedding.
 *
 * @param evidence for the best candidate, all frames of the track together: log10 of how many strangers one would have to see for one
 *     that looks this much like a given template (see {@code vision.Evidence}); 0 is none
 * @param required the bound it had to pass for the FPIR target at this gallery size, and for the candidate's look-alike if there is one
 * @param fpirTarget the operator's limit on false positive identifications, per stranger's approach
 * @param frames frames of the track that contributed
 * @param similarity mean cosine of the contributing frames with the candidate, -1..1
 * @param liveness probability that the face is alive, if it was asked
 * @param quality 0..1, of the best contributing frame
 * @param bundle model bundle {@code id@version}
 * @param galleryRevision which gallery was searched
 * @param track the track's number since the daemon started
 */
public record Recognition(
        double evidence,
        double required,
        double fpirTarget,
        int frames,
        double similarity,
        OptionalDouble liveness,
        double quality,
        String bundle,
        long galleryRevision,
        long track) {}
