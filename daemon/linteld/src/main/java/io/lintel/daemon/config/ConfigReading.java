package io.lintel.daemon.config;

import io.lintel.daemon.config.Key.Origin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One reading of the configuration: gathers values with their positions, and every error. */
final class ConfigReading {
    private static final int CONF_D_FILES_MAX = 100;

    private final Map<String, String> environment;
    private final Optional<BackEndNames> installed;
    private final Map<String, Found> values = new HashMap<>();
    private final Map<String, Found> tables = new HashMap<>();
    private final List<ConfigError> errors = new ArrayList<>();
    private final List<ConfigError> notes = new ArrayList<>();
    private final Map<String, Key<?>> known = new HashMap<>();
    private final Set<String> knownTables = new HashSet<>();
    private final Map<String, SortedSet<String>> names = new HashMap<>();
    private boolean syntaxTrouble;

    ConfigReading(Map<String, String> environment, Optional<BackEndNames> installed) {
        this.environment = environment;
        this.installed = installed;
        for (Key<?> key : Keys.ALL) {
            if (family(key).isEmpty()) {
                for (String role : key.name().contains("*") ? Keys.ROLES : List.of("")) {
                    know(key.named(role));
                }
            }
        }
        knownTables.addAll(Keys.FAMILIES);
    }

    private void know(Key<?> key) {
        known.put(key.name(), key);
        for (int dot = key.name().indexOf('.'); dot >= 0; dot = key.name().indexOf('.', dot + 1)) {
            knownTables.add(key.name().substring(0, dot));
        }
    }

    /** The table whose names the operator gives, if the key is in one. */
    private static Optional<String> family(Key<?> key) {
        return Keys.FAMILIES.stream().filter(family -> key.name().startsWith(family + ".")).findFirst();
    }

    /** A name that the operator gave makes its keys known. */
    private void learn(List<String> path) {
        if (path.size() < 2 || !Keys.FAMILIES.contains(path.getFirst()) || !Kinds.isSegment(path.get(1))) {
            return;
        }
        if (names.computeIfAbsent(path.getFirst(), _ -> new TreeSet<>()).add(path.get(1))) {
            Keys.ALL.stream()
                    .filter(key -> family(key).filter(path.getFirst()::equals).isPresent())
                    .forEach(key -> know(key.named(path.get(1))));
        }
    }

    /** The names that the operator gave in this table. */
    Set<String> names(String family) {
        return names.getOrDefault(family, new TreeSet<>());
    }

    /** A value or table where it was written. */
    record Found(Object value, Path file, int line, int column) {}

    ConfigReview read(Path main, NamedFiles named) {
        Path file = main.toAbsolutePath().normalize();
        parse(file);
        for (Path more : confD(file)) {
            parse(more);
        }
        if (!syntaxTrouble) {
            for (Key<?> key : Keys.ALL) {
                if (key.required() && !values.containsKey(key.name())) {
                    report(key, file, key.name() + " is missing; " + advice(key));
                }
            }
        }
        ConfigAssembly assembly = new ConfigAssembly(this, file);
        assembly.check();
        installed.ifPresent(assembly::checkBackEnds);
        Optional<Config> config = errors.isEmpty() ? Optional.of(assembly.assemble()) : Optional.empty();
        new FileChecks(this, file, named).check();
        return new ConfigReview(config, inOrder(errors, file), inOrder(notes, file));
    }

    private static List<ConfigError> inOrder(List<ConfigError> told, Path main) {
        Comparator<ConfigError> mainFirst = Comparator.comparing(error -> !error.file().equals(main));
        return told.stream()
                .sorted(mainFirst.thenComparingInt(ConfigError::line).thenComparingInt(ConfigError::column))
                .toList();
    }

    /** Where the key goes and what it may look like. */
    private String advice(Key<?> key) {
        String line = last(key.name()) + " = " + key.example();
        return tables.containsKey(key.table())
                ? "write under [" + key.table() + "], for example: " + line
                : "add the table [" + key.table() + "] with, for example: " + line;
    }

    /** The checked value: the written one, else the default, else empty; also empty when what is written is in error. */
    <T> Optional<T> find(Key<T> key) {
        Found found = values.get(key.name());
        if (found == null) {
            return key.fallback();
        }
        try {
            return Optional.of(key.kind().read(found.value(), origin(found.file())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean written(Key<?> key) {
        return values.containsKey(key.name());
    }

    /** The file that the key is written in. */
    Optional<Path> file(Key<?> key) {
        return Optional.ofNullable(values.get(key.name())).map(Found::file);
    }

    /** Whether a secret's name means a credential of the service, which a shell does not have. */
    boolean credentialOfTheService(Key<SecretFile> key) {
        Found found = values.get(key.name());
        return found != null
                && found.value() instanceof String name
                && name.indexOf('/') < 0
                && environment.getOrDefault("CREDENTIALS_DIRECTORY", "").isEmpty();
    }

    boolean tableWritten(String table) {
        return tables.containsKey(table);
    }

    /** Reports an error at the place of a key, or of its table if the key is not written. */
    void report(Key<?> key, Path main, String message) {
        report(place(key), main, message);
    }

    /** Reports what is no error, at the same place. */
    void note(Key<?> key, Path main, String message) {
        notes.add(at(place(key), main, message));
    }

    private void report(@Nullable Found place, Path main, String message) {
        errors.add(at(place, main, message));
    }

    private @Nullable Found place(Key<?> key) {
        Found found = values.get(key.name());
        return found == null ? tables.get(key.table()) : found;
    }

    private static ConfigError at(@Nullable Found place, Path main, String message) {
        return place == null
                ? new ConfigError(main, 0, 0, message)
                : new ConfigError(place.file(), place.line(), place.column(), message);
    }

    private List<Path> confD(Path file) {
        Path directory = file.resolveSibling("conf.d");
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.toml")) {
            entries.forEach(files::add);
        } catch (IOException e) {
            errors.add(new ConfigError(directory, 0, 0, "cannot be listed: " + e));
        }
        if (files.size() > CONF_D_FILES_MAX) {
            errors.add(new ConfigError(directory, 0, 0, "has more than " + CONF_D_FILES_MAX + " files"));
            return List.of();
        }
        files.sort(Comparator.comparing(Path::toString));
        return files;
    }

    private void parse(Path file) {
        TomlParseResult toml;
        try {
            if (!Files.exists(file)) {
                throw new IOException("no such file");
            }
            if (Files.size(file) > ConfigLoader.FILE_BYTES_MAX) {
                throw new IOException("it is larger than " + ConfigLoader.FILE_BYTES_MAX + " bytes");
            }
            toml = Toml.parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            unreadable(file, "it is not UTF-8 text");
            return;
        } catch (IOException e) {
            unreadable(file, e.getMessage());
            return;
        } catch (StackOverflowError e) {
            unreadable(file, "its tables or lists are nested too deeply");
            return;
        }
        for (TomlParseError error : toml.errors()) {
            syntaxTrouble = true;
            TomlPosition at = error.position();
            errors.add(new ConfigError(file, at.line(), at.column(), String.valueOf(error.getMessage())));
        }
        gather(file, toml);
    }

    private void unreadable(Path file, @Nullable String why) {
        syntaxTrouble = true;
        errors.add(new ConfigError(file, 0, 0, "cannot be read: " + why));
    }

    private void gather(Path file, TomlTable toml) {
        Set<String> unknownTables = new HashSet<>();
        List<List<String>> paths = new ArrayList<>(toml.keyPathSet(true));
        paths.sort(Comparator.comparingInt(List::size)); // tables before what is in them
        for (List<String> path : paths) {
            learn(path);
            String name = Toml.joinKeyPath(path);
            Object value = toml.get(path);
            TomlPosition at = toml.inputPositionOf(path);
            if (value == null || at == null || within(unknownTables, name)) {
                continue;
            }
            Found found = new Found(value, file, at.line(), at.column());
            if (value instanceof TomlTable) {
                table(name, found, unknownTables);
            } else {
                value(name, found);
            }
        }
    }

    private void table(String name, Found found, Set<String> unknownTables) {
        if (known.containsKey(name)) {
            unknownTables.add(name);
            report(found, found.file(), name + " is a key, not a table: write " + last(name) + " = …");
        } else if (knownTables.contains(name)) {
            tables.merge(name, found, (before, now) -> before);
        } else {
            unknownTables.add(name);
            report(found, found.file(), "unknown table [" + name + "]" + hint(name, knownTables));
        }
    }

    private void value(String name, Found found) {
        Key<?> key = known.get(name);
        if (key == null) {
            String message = knownTables.contains(name)
                    ? name + " is a table: write [" + name + "]"
                    : "unknown key " + name + hint(name, known.keySet());
            report(found, found.file(), message);
            return;
        }
        values.put(name, found);
        try {
            key.kind().read(found.value(), origin(found.file()));
        } catch (IllegalArgumentException e) {
            report(found, found.file(), name + ": " + e.getMessage());
        }
    }

    private static boolean within(Set<String> tables, String name) {
        return tables.stream().anyMatch(table -> name.startsWith(table + "."));
    }

    /** The nearest name in the same table, else the same name elsewhere, else the nearest of all. */
    private static String hint(String name, Set<String> all) {
        String table = name.substring(0, name.lastIndexOf('.') + 1);
        Optional<String> sibling = Nearest.of(
                        last(name),
                        all.stream()
                                .filter(one -> one.startsWith(table) && one.indexOf('.', table.length()) < 0)
                                .map(ConfigReading::last)
                                .sorted()
                                .toList())
                .map(word -> table + word);
        Optional<String> namesake = all.stream().filter(one -> last(one).equals(last(name))).sorted().findFirst();
        return sibling.or(() -> namesake)
                .or(() -> Nearest.of(name, all.stream().sorted().toList()))
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse("");
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Origin origin(Path file) {
        Path parent = file.getParent();
        return new Origin(parent == null ? Path.of("/") : parent, environment);
    }
}
