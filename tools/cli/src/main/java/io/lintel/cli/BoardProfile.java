package io.lintel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * What is known of a kind of board before anybody looks at it, as a file under {@code config/boards} says it.
 *
 * @param id the file's name without its ending
 * @param name for people
 * @param models beginnings of what such boards call themselves; an empty one fits every board
 * @param settings keys of the configuration, dotted, and their values: text, numbers, booleans or lists of text
 * @param notes what an installer should know
 */
record BoardProfile(String id, String name, List<String> models, Map<String, Object> settings, List<String> notes) {
    private static final String ENDING = ".toml";

    /** Keeps its own copies. */
    BoardProfile {
        models = List.copyOf(models);
        settings = Map.copyOf(settings);
        notes = List.copyOf(notes);
    }

    /** Every profile in a folder, by id. */
    static List<BoardProfile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().map(BoardProfile::read).toList();
        } catch (IOException e) {
            throw new CommandFailure("cannot read the board profiles in " + folder + ": " + e.getMessage(), "reinstall Lintel");
        }
    }

    /** The profile that says most about a board of this model. */
    static Optional<BoardProfile> fitting(List<BoardProfile> profiles, String model) {
        return profiles.stream()
                .filter(profile -> profile.fit(model) >= 0)
                .max(Comparator.comparingInt(profile -> profile.fit(model)));
    }

    private int fit(String model) {
        return models.stream().filter(model::startsWith).mapToInt(String::length).max().orElse(-1);
    }

    private static BoardProfile read(Path file) {
        try {
            TomlParseResult text = Toml.parse(file);
            if (text.hasErrors()) {
                throw new CommandFailure(file + ": " + text.errors().getFirst(), "mend or remove it");
            }
            String fileName = Objects.toString(file.getFileName());
            TomlTable settings = Optional.ofNullable(text.getTable("settings")).orElseThrow(() -> new CommandFailure(file + " has no [settings]", "mend or remove it"));
            Map<String, Object> values = new LinkedHashMap<>();
            settings.dottedEntrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
            return new BoardProfile(
                    fileName.substring(0, fileName.length() - ENDING.length()),
                    Optional.ofNullable(text.getString("name")).orElse(fileName),
                    words(text.getArray("models")),
                    values,
                    words(text.getArray("notes")));
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), "mend or remove it");
        }
    }

    private static Object value(Object toml) {
        return toml instanceof TomlArray array ? words(array) : toml;
    }

    private static List<String> words(@Nullable TomlArray array) {
        return array == null ? List.of() : array.toList().stream().map(Object::toString).toList();
    }
}
