package io.lintel.evaluate.data;

import io.lintel.evaluate.EvaluationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which group of people somebody or a photograph belongs to; for measuring whether a model treats groups alike. */
public final class Groups {
    private static final List<List<String>> COLUMNS = List.of(List.of("person", "group"), List.of("file", "group"));

    private final Map<String, String> groupOf;

    private Groups(Map<String, String> groupOf) {
        this.groupOf = groupOf;
    }

    /** Reads {@code person,group} or {@code file,group}. */
    public static Groups read(Path csv) {
        Map<String, String> groups = new HashMap<>();
        for (Csv.Row row : Csv.read(csv, COLUMNS)) {
            String column = row.cells().containsKey("person") ? "person" : "file";
            String key = row.required(column);
            String group = row.required("group");
            String before = groups.putIfAbsent(key, group);
            if (before != null && !before.equals(group)) {
                throw new EvaluationException(
                        csv + ":" + row.line() + ": " + key + " is in \"" + before + "\" already", "list everybody once");
            }
        }
        if (groups.isEmpty()) {
            throw new EvaluationException(csv + " lists nobody", Csv.expected(COLUMNS) + ", then one line each");
        }
        return new Groups(groups);
    }

    /** The groups' names, sorted. */
    public List<String> names() {
        return List.copyOf(new TreeSet<>(groupOf.values()));
    }

    /** The group of a photograph, if it is in one: by its name in the data set, its person, or the last part of either. */
    public Optional<String> of(Photograph photograph) {
        return find(photograph.name()).or(() -> find(photograph.person()));
    }

    private Optional<String> find(String key) {
        String last = key.substring(key.lastIndexOf('/') + 1);
        return Optional.ofNullable(groupOf.get(key)).or(() -> Optional.ofNullable(groupOf.get(last)));
    }
}
