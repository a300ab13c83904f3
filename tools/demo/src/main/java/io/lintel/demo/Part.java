package io.lintel.demo;

import java.util.Optional;

/**
 * Somebody's part in the show. Names are made up; whose face it is nobody knows.
 *
 * @param person the id under which the person is enrolled, or would be
 * @param enrolledFrom the face in a photograph from which the person is enrolled; empty for a stranger
 * @param walksUpAs the face that walks up
 */
record Part(String person, Role role, Optional<Spot> enrolledFrom, Spot walksUpAs) {

    /**
     * A place in a photograph that lies in a face.
     *
     * @param photograph file name
     * @param x pixels from the left
     * @param y pixels from the top
     */
    record Spot(String photograph, int x, int y) {}

    /** Enrolled from the very photograph. */
    static Part enrolled(String person, String photograph, int x, int y) {
        Spot spot = new Spot(photograph, x, y);
        return new Part(person, Role.ENROLLED, Optional.of(spot), spot);
    }

    /** Not enrolled. */
    static Part stranger(String person, String photograph, int x, int y) {
        return new Part(person, Role.STRANGER, Optional.empty(), new Spot(photograph, x, y));
    }

    /** An enrolled person's face on a screen. */
    static Part onScreen(Part enrolled) {
        return new Part(enrolled.person(), Role.SCREEN_ATTACK, Optional.empty(), enrolled.walksUpAs());
    }

    /** Whether somebody enrolled comes in another photograph. */
    boolean otherPhotograph() {
        return enrolledFrom.isPresent() && !enrolledFrom.get().photograph().equals(walksUpAs.photograph());
    }
}
