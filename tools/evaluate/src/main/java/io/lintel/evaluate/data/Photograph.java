package io.lintel.evaluate.data;

import java.nio.file.Path;

/**
 * One photograph of a data set.
 *
 * @param file where it lies
 * @param name how reports call it: its path within the data set
 * @param person whom it shows; a name of its own where nobody said
 * @param labelled whether somebody said whom it shows
 */
public record Photograph(Path file, String name, String person, boolean labelled) {
    /** One whose person is known. */
    public static Photograph of(Path file, String name, String person) {
        return new Photograph(file, name, person, true);
    }

    /** One that is compared only where a pairs file says so. */
    public static Photograph unlabelled(Path file, String name) {
        return new Photograph(file, name, "?" + name, false);
    }
}
