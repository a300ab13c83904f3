package io.lintel.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of a manifest: typed access, every complaint with the file, the line and the key. */
final class ManifestTable {
    private static final String TODO = "correct the manifest, or copy the bundle again from where it came";

    private final TomlTable table;
    private final String path;
    private final Path manifest;

    ManifestTable(TomlTable table, String path, Path manifest) {
        this.table = table;
        this.path = path;
        this.manifest = manifest;
    }

    Set<String> keys() {
        return table.keySet();
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    ManifestTable table(String key) {
        if (value(key) instanceof TomlTable inner) {
            return new ManifestTable(inner, name(key), manifest);
        }
        throw wrong(key, "must be a table");
    }

    String string(String key) {
        if (value(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(key, "must be a text");
    }

    String matching(String key, Pattern pattern) {
        String text = string(key);
        if (!pattern.matcher(text).matches()) {
            throw wrong(key, "is '" + text + "' and must look like " + pattern);
        }
        return text;
    }

    long integer(String key) {
        return integer(key, 0, Long.MAX_VALUE);
    }

    long integer(String key, long min, long max) {
        if (value(key) instanceof Long number) {
            if (number >= min && number <= max) {
                return number;
            }
            throw wrong(key, "is " + number + " and must lie in " + min + ".." + max);
        }
        throw wrong(key, "must be a whole number");
    }

    double number(String key) {
        return number(key, value(key));
    }

    double number(String key, @Nullable Object value) {
        return switch (value) {
            case Double d when !d.isNaN() && !d.isInfinite() -> d;
            case Long l -> l;
            case null, default -> throw wrong(key, "must be a number");
        };
    }

    TomlArray array(String key) {
        if (value(key) instanceof TomlArray array) {
            return array;
        }
        throw wrong(key, "must be a list");
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (Object value : array(key).toList()) {
            numbers.add(number(key, value));
        }
        return numbers;
    }

    List<Long> integers(String key) {
        List<Long> numbers = new ArrayList<>();
        for (Object value : array(key).toList()) {
            if (!(value instanceof Long number)) {
                throw wrong(key, "must be a list of whole numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    List<String> strings(String key) {
        List<String> texts = new ArrayList<>();
        for (Object value : array(key).toList()) {
            if (!(value instanceof String text)) {
                throw wrong(key, "must be a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    List<ManifestTable> tables(String key) {
        List<ManifestTable> tables = new ArrayList<>();
        for (Object value : array(key).toList()) {
            if (!(value instanceof TomlTable inner)) {
                throw wrong(key, "must be a list of tables");
            }
            tables.add(new ManifestTable(inner, name(key), manifest));
        }
        return tables;
    }

    /** Runs a constructor that checks its arguments and turns its refusal into one that names the table. */
    <T> T checked(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            throw new BundleException(
                    "the manifest's " + (path.isEmpty() ? "top level" : "[" + path + "]") + " is not valid: " + e.getMessage(),
                    manifest.toString(),
                    TODO,
                    e);
        }
    }

    BundleException wrong(String key, String demand) {
        String line = Optional.ofNullable(table.inputPositionOf(List.of(key))).map(TomlPosition::line).map(n -> ":" + n).orElse("");
        return new BundleException("the manifest's " + name(key) + " " + demand, manifest + line, TODO);
    }

    private Object value(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            throw new BundleException("the manifest lacks " + name(key), manifest.toString(), TODO);
        }
        return value;
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
