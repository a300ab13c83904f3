package io.lintel.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A secret by reference: the file that holds it. Read anew at every use, so that it can be changed under a running daemon, and
 * checked anew at every use, so that it cannot become readable for others unnoticed.
 *
 * @param path the file
 */
public record SecretFile(Path path) {
    /** The largest secret: 64 KiB. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** The content, without a trailing line end. Throws {@link ConfigException} if the file is missing, open to others or out of reach. */
    public byte[] read() {
        Optional<Trouble> trouble = trouble();
        if (trouble.isPresent()) {
            throw new ConfigException(List.of(new ConfigError(path, 0, 0, trouble.get().message())));
        }
        try {
            byte[] content = Files.readAllBytes(path);
            int length = content.length;
            while (length > 0 && (content[length - 1] == '\n' || content[length - 1] == '\r')) {
                length--;
            }
            return Arrays.copyOf(content, length);
        } catch (IOException e) {
            throw new ConfigException(List.of(new ConfigError(path, 0, 0, "cannot be read: " + e)));
        }
    }

    /**
     * What is wrong with the file.
     *
     * @param message what, and what to do
     * @param onlyForThisUser whether this user is merely not let near it, which says nothing about another
     */
    record Trouble(String message, boolean onlyForThisUser) {}

    /** What is wrong with the file; empty when it can be used. */
    Optional<Trouble> trouble() {
        try {
            if (outOfReach(path) && !Files.exists(path)) {
                return Optional.of(new Trouble("lies where this user may not look; run as the service's user", true));
            }
            if (!Files.isRegularFile(path)) {
                return wrong("no such file: create " + path + " with mode 0600");
            }
            if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
                return wrong("is open to other users; run: chmod 600 " + path);
            }
            if (Files.size(path) > BYTES_MAX) {
                return wrong("is larger than " + BYTES_MAX + " bytes; this is no secret of Lintel's");
            }
            if (outOfReach(path)) {
                String todo = "run: chown " + System.getProperty("user.name") + " " + path;
                return Optional.of(new Trouble("cannot be read by this user; " + todo, true));
            }
            return Optional.empty();
        } catch (IOException e) {
            return wrong("cannot be read: " + e);
        }
    }

    /** Whether a file is, or may be, there and this user cannot read it. */
    static boolean outOfReach(Path file) {
        return !Files.isReadable(file) && !Files.notExists(file);
    }

    private static Optional<Trouble> wrong(String message) {
        return Optional.of(new Trouble(message, false));
    }

    /** The path; never the content. */
    @Override
    public String toString() {
        return "secret in " + path;
    }
}
