package io.lintel.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code lintel.toml} and then {@code conf.d/*.toml} beside it in the order of their names; a later file's key wins. Relative
 * paths are relative to the file that names them; a secret's name without a slash is looked for in {@code $CREDENTIALS_DIRECTORY}
 * first, where systemd puts credentials. Threading: any.
 */
public final class ConfigLoader {
    /** The largest configuration file: 256 KiB. */
    public static final int FILE_BYTES_MAX = 256 * 1024;

    private final Map<String, String> environment;
    private final NamedFiles files;
    private final Optional<BackEndNames> installed;

    /** For whoever runs the door, with the process's environment: secrets and certificates must be usable by this user. */
    public ConfigLoader() {
        this(System.getenv());
    }

    /** For whoever runs the door, with this environment. */
    public ConfigLoader(Map<String, String> environment) {
        this(environment, NamedFiles.REQUIRED, Optional.empty());
    }

    private ConfigLoader(Map<String, String> environment, NamedFiles files, Optional<BackEndNames> installed) {
        this.environment = Map.copyOf(environment);
        this.files = files;
        this.installed = installed;
    }

    /**
     * For a client of the door: the secrets are the service's, and are not touched. Who may operate a door need not be able to read
     * its password.
     */
    public static ConfigLoader forClients() {
        return new ConfigLoader(System.getenv(), NamedFiles.UNTOUCHED, Optional.empty());
    }

    /** The same, which also refuses the name of a back-end that is not among these. */
    public ConfigLoader knowing(BackEndNames names) {
        return new ConfigLoader(environment, files, Optional.of(names));
    }

    /**
     * Reads and checks.
     *
     * @param file the main file
     * @return the configuration, complete and checked
     * @throws ConfigException with everything that is wrong, if anything is
     */
    public Config load(Path file) {
        ConfigReview review = read(file, files);
        if (!review.errors().isEmpty()) {
            throw new ConfigException(review.errors());
        }
        return review.config().orElseThrow();
    }

    /** Reads and says everything there is to say, as the operator's user and not the service's. Throws nothing. */
    public ConfigReview review(Path file) {
        return read(file, NamedFiles.REVIEWED);
    }

    private ConfigReview read(Path file, NamedFiles named) {
        return new ConfigReading(environment, installed).read(file, named);
    }

    /** Every key the loader knows, dotted, in the order of the reference file; {@code *} stands for a model's role. */
    public static List<String> keys() {
        return Keys.ALL.stream().map(Key::name).toList();
    }
}
