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

    /** The content, without a trailing line end. Throws {@link ConfigException} if {@link #trouble()} has something to say. */
    public byte[] read() {
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            throw new ConfigException(List.of(new ConfigError(path, 0, 0, trouble.get())));
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

    /** What is wrong with the file, and what to do; empty when it can be used. */
    public Optional<String> trouble() {
        if (!Files.isRegularFile(path)) {
            return Optional.of("no such file: create " + path + " with mode 0600");
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                return Optional.of("is open to other users; run: chmod 600 " + path);
            }
            if (Files.size(path) > BYTES_MAX) {
                return Optional.of("is larger than " + BYTES_MAX + " bytes; this is no secret of Lintel's");
            }
            if (!Files.isReadable(path)) {
                return Optional.of("cannot be read by this user; run: chown " + System.getProperty("user.name") + " " + path);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e);
        }
    }

    /** The path; never the content. */
    @Override
    public String toString() {
        return "secret in " + path;
    }
}
