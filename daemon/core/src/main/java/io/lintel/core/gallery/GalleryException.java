package io.lintel.core.gallery;

import io.lintel.core.CoreException;

/** A template or probe that must not be compared: wrong space, wrong length, not finite, not normalised; or a gallery beyond its limits. */
public final class GalleryException extends CoreException {
    private static final long serialVersionUID = 1L;

    /** Says what was refused, where, and what to do. */
    public GalleryException(String message) {
        super(message);
    }
}
