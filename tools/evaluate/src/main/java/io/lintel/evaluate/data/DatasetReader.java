package io.lintel.evaluate.data;

import io.lintel.evaluate.EvaluationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Understands how a data set is labelled: a CSV of {@code file,person}; or a folder, in which every folder that holds photographs is a
 * person. A folder with a {@code pairs.csv} is labelled by that; folders named {@code liveness} or {@code attacks} hold no people.
 */
public final class DatasetReader {
    private static final Set<String> NOT_PEOPLE = Set.of("liveness", "attacks");
    private static final String PAIRS = "pairs.csv";
    private static final List<String> COLUMNS = List.of("file", "person");

    private final Path source;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** A reader of a folder or a CSV. */
    public DatasetReader(Path source) {
        this.source = source;
    }

    /**
     * Reads the data set.
     *
     * @param pairsFile a protocol; then only what it names is read
     * @throws EvaluationException when there is nothing to evaluate; the message says why
     */
    public Dataset read(Optional<Path> pairsFile) {
        if (!Files.exists(source)) {
            throw new EvaluationException("there is no folder " + source, "check the path");
        }
        boolean list = Files.isRegularFile(source);
        Path root = list ? Optional.ofNullable(source.getParent()).orElse(Path.of("")) : source;
        Photographs photographs = new Photographs(root);
        List<Pair> pairs = new ArrayList<>();
        if (pairsFile.isPresent()) {
            pairs.addAll(new PairsFile(pairsFile.get(), root, photographs).read());
        } else if (list) {
            csv(root, photographs);
        } else {
            folder(root, photographs, pairs);
        }
        List<Photograph> known = Identities.of(photographs.all(), pairs, remarks);
        if (known.isEmpty()) {
            throw unreadable.isEmpty()
                    ? new EvaluationException(
                            source + " has no photographs (.jpg, .png, .webp)",
                            "name a folder with one folder of photographs a person, or a CSV of file,person")
                    : new EvaluationException(unreadable.getFirst(), "make it readable for whoever runs this");
        }
        Dataset dataset = new Dataset(source.toString(), known, pairs, pairsFile.isPresent(), unreadable, remarks);
        long single = dataset.people().values().stream().filter(count -> count == 1).count();
        if (single > 0 && pairsFile.isEmpty()) {
            remarks.add((single == 1 ? "1 person has" : single + " people have")
                    + " a single photograph: compared with other people only, and enrolled nowhere");
        }
        return new Dataset(dataset.name(), known, pairs, dataset.protocol(), unreadable, remarks);
    }

    private void csv(Path root, Photographs photographs) {
        for (Csv.Row row : Csv.read(source, List.of(COLUMNS))) {
            Path file = root.resolve(row.required("file"));
            if (!Files.isRegularFile(file)) {
                throw new EvaluationException(source + ":" + row.line() + ": there is no photograph " + file, "files are named relative to the list");
            }
            photographs.add(file, row.required("person"));
        }
    }

    private void folder(Path root, Photographs photographs, List<Pair> pairs) {
        PhotographFolders found = PhotographFolders.below(root);
        unreadable.addAll(found.unreadable());
        found.folders().forEach((folder, files) -> {
            String name = root.relativize(folder).toString();
            Path list = folder.resolve(PAIRS);
            if (Files.isRegularFile(list)) {
                pairs.addAll(new PairsFile(list, folder, photographs).read());
                remarks.add((name.isEmpty() ? "the folder" : name + "/") + " is labelled by its " + PAIRS + ": only those pairs are compared");
                files.forEach(photographs::add);
            } else if (NOT_PEOPLE.contains(last(folder))) {
                remarks.add(name + "/ is left out: it holds no people (used with --liveness)");
            } else if (name.isEmpty()) {
                files.forEach(photographs::add);
                remarks.add(files.size() + " photographs lie in no person's folder: for the detection rate only, whose interval takes each for another person");
            } else {
                files.forEach(file -> photographs.add(file, name));
            }
        });
    }

    /** Photographs of a folder named {@code liveness} anywhere in the data set, sorted. */
    public List<Path> recordedPresentations() {
        if (!Files.isDirectory(source)) {
            return List.of();
        }
        return PhotographFolders.below(source).folders().entrySet().stream()
                .filter(entry -> NOT_PEOPLE.contains(last(entry.getKey())))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static String last(Path folder) {
        return Optional.ofNullable(folder.getFileName()).map(Path::toString).orElse("");
    }
}
