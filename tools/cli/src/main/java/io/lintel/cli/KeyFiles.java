package io.lintel.cli;

import io.lintel.core.command.CommandKey;
import io.lintel.daemon.config.CommandKeyFile;
import io.lintel.daemon.config.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.Set;

/** An operator's key pair on disk: {@code FILE} and {@code FILE.pub}. */
final class KeyFiles {
    private KeyFiles() {}

    static Path publicKey(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    static void write(Path file, String content, String permissions) throws IOException {
        // With the mode from the beginning: a key must not be readable for a moment either.
        Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))
                .close();
        Files.writeString(file, content);
    }

    static CommandKey identity(Path file) {
        CommandKeyFile key = new CommandKeyFile(file);
        return key.read().orElseThrow(() -> new CommandFailure(
                key.trouble().orElse(file + " is no public key"), "make a pair with: lintel keys new FILE"));
    }

    /** The private key; only its owner may be able to read it. */
    static PrivateKey secret(Path file) {
        try {
            return CommandKey.privateFromPem(new String(new SecretFile(file).read(), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + " " + e.getMessage(), "make a pair with: lintel keys new FILE");
        }
    }
}
