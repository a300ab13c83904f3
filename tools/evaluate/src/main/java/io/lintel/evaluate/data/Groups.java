package io.lintel.evaluate.data;

import io.lintel.evaluate.EvaluationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which group of people somebody or a photograph belongs to; for measuring whether a model treats groups alike. */
public final class Groups {
    private static final List<List<String>> COLUMNS = List.of(List.of("person", "group"), List.of("file", "group"));

    private static final int SHOWN = 5;

    private final Path csv;
    private final Map<String, String> groupOf;

    private Groups(Path csv, Map<String, String> groupOf) {
        this.csv = csv;
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
        return new Groups(csv, groups);
    }

    /** The groups' names, sorted. */
    public List<String> names() {
        return List.copyOf(new TreeSet<>(groupOf.values()));
    }

    /**
     * What a reader should know about how this list fits some photographs, a phrase each.
     *
     * @throws EvaluationException when it fits none of them
     */
    public List<String> remarks(List<Photograph> photographs) {
        Set<String> unused = new TreeSet<>(groupOf.keySet());
        long outside = 0;
        for (Photograph photograph : photographs) {
            List<String> keys = keys(photograph);
            unused.removeAll(keys);
            outside += keys.isEmpty() ? 1 : 0;
        }
        if (outside == photographs.size()) {
            throw new EvaluationException(
                    csv + " names nobody who is in the photographs: \"" + unused.iterator().next() + "\", for example",
                    "write people as their folders are named, or files as they lie in the data set");
        }
        List<String> remarks = new ArrayList<>();
        if (!unused.isEmpty()) {
            String shown = String.join(", ", unused.stream().limit(SHOWN).toList());
            remarks.add(csv + " names some of whom there is no photograph: " + shown + (unused.size() > SHOWN ? " and " + (unused.size() - SHOWN) + " more" : ""));
        }
        if (outside > 0) {
            remarks.add(outside + " of " + photographs.size() + " photographs are in no group");
        }
        return remarks;
    }

    /** The group of a photograph, if it is in one: by its name in the data set, its person, or the last part of either. */
    public Optional<String> of(Photograph photograph) {
        return keys(photograph).stream().findFirst().map(groupOf::get);
    }

    private List<String> keys(Photograph photograph) {
        return Stream.of(photograph.name(), last(photograph.name()), photograph.person(), last(photograph.person()))
                .filter(groupOf::containsKey)
                .toList();
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
