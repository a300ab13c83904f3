package io.lintel.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.config.Key.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** {@code config/lintel.toml} is the documentation of every key: it must not lie. */
final class ReferenceConfigTest {
    private static final Path FILE = Path.of(System.getProperty("lintel.root", "."), "config", "lintel.toml");

    @Test
    void itLoadsAsItIs() {
        Config config = new ConfigLoader(Map.of()).load(FILE);
        assertThat(config.site().id()).isEqualTo("hq");
    }

    @Test
    void itNamesEveryKeyAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        for (var path : uncommented().keyPathSet()) {
            named.add(String.join(".", path)
                    .replaceFirst("^accelerator\\.models\\.[a-z]+", "accelerator.models.*")
                    .replaceFirst("^(access|schedules|holidays)\\.[a-z]+", "$1.*"));
        }
        assertThat(named).isEqualTo(new TreeSet<>(ConfigLoader.keys()));
    }

    @Test
    void theDefaultsItNamesAreTheDefaults() throws IOException {
        TomlParseResult toml = uncommented();
        for (Key<?> key : Keys.ALL) {
            if (key.fallback().isPresent()) {
                Object value = toml.get(key.name()
                        .replace("access.*", "access.staff")
                        .replace("schedules.*", "schedules.office")
                        .replace("*", "embedder"));
                assertThat(value).as(key.name()).isNotNull();
                assertThat(key.kind().read(java.util.Objects.requireNonNull(value), new Origin(Path.of("/"), Map.of())))
                        .as(key.name())
                        .isEqualTo(key.fallback().get());
            }
        }
    }

    /** The file with every key active: a "#" directly before a key or table is taken away. */
    private static TomlParseResult uncommented() throws IOException {
        TomlParseResult toml = Toml.parse(
                Files.readAllLines(FILE).stream().map(line -> line.replaceFirst("^#(?=[a-z\\[])", "")).collect(Collectors.joining("\n")));
        assertThat(toml.errors()).isEmpty();
        return toml;
    }
}
