package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lintel.hal.HalException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The failure that a test expects. */
final class Failures {
    private Failures() {}

    static HalException of(ThrowingCallable action) {
        HalException failure = catchThrowableOfType(HalException.class, action);
        if (failure == null) {
            throw new AssertionError("nothing failed");
        }
        return failure;
    }
}
