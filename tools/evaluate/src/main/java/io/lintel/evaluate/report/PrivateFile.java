package io.lintel.evaluate.report;

import io.lintel.evaluate.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Writes files that only their owner may read, whatever the umask: reports show faces and name people. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<StandardOpenOption> OVERWRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    private PrivateFile() {}

    /** Why one could not be written there, a phrase; empty where nothing stands against it. What is there stays as it is. */
    public static Optional<String> obstacle(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder");
        }
        if (Files.exists(file)) {
            return Files.isWritable(file) ? Optional.empty() : Optional.of("not allowed");
        }
        Path folder = nearestFolder(file);
        if (!Files.isDirectory(folder)) {
            return Optional.of(folder + " is no folder");
        }
        try {
            // Permissions do not tell it all: quotas, read-only and special file systems.
            Files.delete(Files.createTempFile(folder, ".lintel", "", PosixFilePermissions.asFileAttribute(OWNER)));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("nothing can be made in " + folder + ": " + Trouble.of(e));
        }
    }

    private static Path nearestFolder(Path file) {
        Path folder = file.toAbsolutePath().normalize();
        do {
            folder = Optional.ofNullable(folder.getParent()).orElse(folder);
        } while (Files.notExists(folder));
        return folder;
    }

    /** Writes one, over what was there; missing folders are made, the owner's alone. */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_FOLDER);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, OVERWRITE, PosixFilePermissions.asFileAttribute(OWNER));
                OutputStream out = Channels.newOutputStream(channel)) {
            // A file that was there keeps its permissions, until now; a pipe or a device is whose it is.
            if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, OWNER);
            }
            out.write(content);
        }
    }
}
