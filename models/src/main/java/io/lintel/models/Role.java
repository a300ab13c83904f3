package io.lintel.models;

import java.util.Optional;

/** What a model of a bundle does. */
public enum Role {
    /** Finds faces in a picture. */
    DETECTOR("detector", true),
    /** Finds 68 points in a face. */
    LANDMARKER("landmarker", true),
    /** Turns an aligned face into an embedding. */
    EMBEDDER("embedder", true),
    /** Tells a live face from a print or a screen. */
    LIVENESS("liveness", true),
    /** Tells where a head is turned. */
    POSE("pose", false);

    private final String key;
    private final boolean required;

    Role(String key, boolean required) {
        this.key = key;
        this.required = required;
    }

    /** The name in manifests and in the configuration. */
    public String key() {
        return key;
    }

    /** Whether a bundle without it is refused. */
    public boolean required() {
        return required;
    }

    /** The role of that name. */
    public static Optional<Role> of(String key) {
        for (Role role : values()) {
            if (role.key.equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
