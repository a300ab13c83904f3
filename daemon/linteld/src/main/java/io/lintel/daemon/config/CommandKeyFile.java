package io.lintel.daemon.config;

import io.lintel.core.command.CommandKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * An operator's public key by reference. Read anew at every use: to take the file away is to revoke the key at once.
 *
 * @param path the file
 */
public record CommandKeyFile(Path path) {
    private static final int BYTES_MAX = 4_096;
    private static final Set<PosixFilePermission> WRITABLE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** The key; empty if it cannot be trusted at present, see {@link #trouble()}. */
    public Optional<CommandKey> read() {
        try {
            return Optional.of(content());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Why the key is not trusted, and what to do; empty when it is. */
    public Optional<String> trouble() {
        try {
            content();
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(path + " " + e.getMessage() + "; its owner is not believed");
        }
    }

    private CommandKey content() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("is not there");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("cannot be read by this user");
        }
        if (Files.getPosixFilePermissions(path).stream().anyMatch(WRITABLE::contains)) {
            throw new IllegalArgumentException("can be changed by other users (run: chmod 644 " + path + ")");
        }
        if (Files.size(path) > BYTES_MAX) {
            throw new IllegalArgumentException("is larger than " + BYTES_MAX + " bytes");
        }
        return CommandKey.fromPem(Files.readString(path, StandardCharsets.ISO_8859_1));
    }
}
