package io.lintel.evaluate.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the photographs of a data set, each file once. */
final class Photographs {
    private final Path root;
    private final Map<Path, Integer> indices = new LinkedHashMap<>();
    private final List<Photograph> all = new ArrayList<>();

    Photographs(Path root) {
        this.root = root;
    }

    /** Index of a person's photograph, added if new. */
    int add(Path file, String person) {
        return indices.computeIfAbsent(file.normalize(), key -> {
            all.add(Photograph.of(key, name(key), person));
            return all.size() - 1;
        });
    }

    /** Index of a photograph of nobody known, added if new. */
    int add(Path file) {
        return indices.computeIfAbsent(file.normalize(), key -> {
            all.add(Photograph.unlabelled(key, name(key)));
            return all.size() - 1;
        });
    }

    List<Photograph> all() {
        return all;
    }

    private String name(Path file) {
        Path base = root.normalize();
        return file.startsWith(base) ? base.relativize(file).toString() : file.toString();
    }
}
