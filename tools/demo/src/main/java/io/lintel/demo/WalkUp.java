package io.lintel.demo;

/**
 * One approach in the video: the truth against which the daemon's decisions are judged.
 *
 * @param person the id of who it is; for a stranger a made-up one that nobody enrolled
 * @param role what must happen
 * @param fromFrame first frame that shows anything of them, 0-based
 * @param toFrame first frame that shows nothing of them again
 * @param photograph the file name of the photograph they walk up in
 * @param otherPhotograph whether that is another photograph than the one they were enrolled from
 */
record WalkUp(String person, Role role, int fromFrame, int toFrame, String photograph, boolean otherPhotograph) {
    /** Checks that it lasts. */
    WalkUp {
        if (fromFrame < 0 || toFrame <= fromFrame) {
            throw new IllegalArgumentException(person + " walks from frame " + fromFrame + " to " + toFrame);
        }
    }
}
