package io.lintel.evaluate.recognition;

import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.face.Reading;
import io.lintel.models.Bundle;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was found out about recognition.
 *
 * @param dataset of what
 * @param bundle by what
 * @param threads how many photographs were read at a time
 * @param readings one a photograph
 * @param acquisition what became of the photographs
 * @param verification one to one, if there was anything to compare
 * @param identification one to many, smallest gallery first; empty with too few people
 * @param groups by group; empty unless asked for
 * @param groupRemarks what the reader should know about how the list of groups fits the photographs
 */
public record RecognitionResult(
        Dataset dataset,
        Bundle bundle,
        int threads,
        List<Reading> readings,
        Acquisition acquisition,
        Optional<Verification> verification,
        List<Identification.Size> identification,
        List<GroupResult> groups,
        List<String> groupRemarks) {}
