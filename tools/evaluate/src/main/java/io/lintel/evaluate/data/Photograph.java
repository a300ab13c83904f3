package io.lintel.evaluate.data;

import io.lintel.evaluate.metrics.Dependence;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The same of another person, as unlabelled as before. */
    Photograph shows(String other) {
        return new Photograph(file, name, other, labelled);
    }

    /** How many independent trials some photographs, one trial each, are worth, when those of one person err together. */
    public static double effective(List<Photograph> photographs) {
        Map<String, Integer> index = new HashMap<>();
        long[] keys = photographs.stream().mapToLong(each -> index.computeIfAbsent(each.person(), _ -> index.size())).toArray();
        return Dependence.effective(keys, Dependence.FALSE_NON_MATCHES);
    }
}
