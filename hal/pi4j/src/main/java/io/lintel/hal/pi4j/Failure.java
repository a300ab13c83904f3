package io.lintel.hal.pi4j;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;

/** What an {@code errno} means for a GPIO line. */
final class Failure {
    private Failure() {}

    /**
     * The exception for a refused call.
     *
     * @param result what the {@link Kernel} returned, below 0
     */
    static HalException of(int result, String operation, String device) {
        int errno = -result;
        HalErrorKind kind = kind(errno);
        return new HalException(kind, operation, device, detail(kind, errno), errno);
    }

    static HalErrorKind kind(int errno) {
        return switch (errno) {
            case Uapi.ENODEV, Uapi.ENOENT, Uapi.ENXIO -> HalErrorKind.GONE;
            case Uapi.EBUSY -> HalErrorKind.BUSY;
            case Uapi.EACCES, Uapi.EPERM -> HalErrorKind.DENIED;
            case Uapi.ENOTTY, Uapi.EINVAL, Uapi.EOPNOTSUPP -> HalErrorKind.UNSUPPORTED;
            case Uapi.ENOMEM, Uapi.EMFILE, Uapi.ENFILE -> HalErrorKind.EXHAUSTED;
            case Uapi.ETIMEDOUT -> HalErrorKind.TIMEOUT;
            default -> HalErrorKind.OTHER;
        };
    }

    private static String detail(HalErrorKind kind, int errno) {
        return switch (kind) {
            case GONE -> "the chip is not there or was unplugged; plug it in and request the line again";
            case BUSY -> "held by another program";
            case DENIED -> "permission denied; add the user to group gpio, and let the service reach char-gpiochip";
            case UNSUPPORTED ->
                errno == Uapi.ENOTTY
                        ? "not a GPIO chip, or a kernel before 5.10"
                        : "the kernel cannot do this here: check bias and debounce; a kernel before 5.10 cannot do it at all";
            case EXHAUSTED -> "out of memory or file descriptors";
            case TIMEOUT -> "the chip did not answer";
            default -> "the kernel refused";
        };
    }
}
