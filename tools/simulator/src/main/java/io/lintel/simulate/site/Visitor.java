package io.lintel.simulate.site;

import io.lintel.core.gallery.PersonId;
import java.util.Optional;

/** Somebody before the camera. Compared by identity: the same person coming twice is two visits. */
public final class Visitor {
    private final float[] face;
    private final Optional<PersonId> looksLike;
    private final double likeness;
    private final double liveness;

    /**
     * Comes to the door.
     *
     * @param face the direction of their embeddings; not copied
     * @param looksLike who that is, or is on the picture they hold up
     * @param likeness mean cosine of their embeddings with that direction
     * @param liveness how alive they look, 0..1
     */
    public Visitor(float[] face, Optional<PersonId> looksLike, double likeness, double liveness) {
        this.face = face;
        this.looksLike = looksLike;
        this.likeness = likeness;
        this.liveness = liveness;
    }

    float[] face() {
        return face;
    }

    double likeness() {
        return likeness;
    }

    double liveness() {
        return liveness;
    }

    /** Who they look like. */
    public Optional<PersonId> looksLike() {
        return looksLike;
    }

    /** Whether this is somebody in person whom a register may know. */
    public boolean genuine() {
        return looksLike.isPresent() && liveness > 0.5;
    }

    @Override
    public String toString() {
        String who = looksLike.map(PersonId::value).orElse("a stranger");
        return liveness > 0.5 ? who : "a picture of " + who;
    }
}
