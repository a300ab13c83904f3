package io.lintel.daemon.vision;

import io.lintel.core.vision.Faces;
import io.lintel.models.FaceBoxes;

/** The detector's faces as the recogniser reads them: one storage, no copy, and neither side knows the other. */
final class FoundFaces extends FaceBoxes implements Faces {
    FoundFaces(int capacity) {
        super(capacity);
    }
}
