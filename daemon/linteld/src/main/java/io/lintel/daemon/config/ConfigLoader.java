package io.lintel.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code lintel.toml} and then {@code conf.d/*.toml} beside it in the order of their names; a later file's key wins. Relative
 * paths are relative to the file that names them; a secret's name without a slash is looked for in {@code $CREDENTIALS_DIRECTORY}
 * first, where systemd puts credentials. Threading: any.
 */
public final class ConfigLoader {
    /** The largest configuration file: 256 KiB. */
    public static final int FILE_BYTES_MAX = 256 * 1024;

    private final Map<String, String> environment;

    /** With the process's environment. */
    public ConfigLoader() {
        this(System.getenv());
    }

    /** With this environment. */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks.
     *
     * @param file the main file
     * @return the configuration, complete and checked
     * @throws ConfigException with everything that is wrong, if anything is
     */
    public Config load(Path file) {
        return new ConfigReading(environment).read(file);
    }

    /** Every key the loader knows, dotted, in the order of the reference file; {@code *} stands for a model's role. */
    public static List<String> keys() {
        return Keys.ALL.stream().map(Key::name).toList();
    }
}
