package io.lintel.evaluate.report;

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
