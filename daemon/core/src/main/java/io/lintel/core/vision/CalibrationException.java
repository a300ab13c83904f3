package io.lintel.core.vision;

import io.lintel.core.CoreException;

/** A calibration that cannot be true, such as a false-match rate that rises with the similarity. The bundle must not be used. */
public final class CalibrationException extends CoreException {
    private static final long serialVersionUID = 1L;

    /** Says which number is wrong, and what it should be. */
    public CalibrationException(String message) {
        super(message);
    }
}
