package io.lintel.cli;

import io.lintel.core.control.Photo;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads photographs for sending; what is in them is judged by the daemon. */
final class PhotoFiles {
    /** The largest file sent: 16 MiB, which fits a control request after Base64. */
    static final long BYTES_MAX = 16L * 1024 * 1024;

    private PhotoFiles() {}

    /** One file as it is. */
    static Photo read(Path file) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new CommandFailure(file + " is not a file", "name a JPEG or PNG file");
            }
            long size = Files.size(file);
            if (size > BYTES_MAX) {
                throw new CommandFailure(
                        file + " has " + size / (1024 * 1024) + " MiB", "use a photograph of at most 16 MiB; 2000 pixels are plenty");
            }
            Path name = file.getFileName();
            return new Photo(name == null ? file.toString() : name.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file, "check the path");
        } catch (AccessDeniedException e) {
            throw new CommandFailure("may not read " + file, "check its permissions");
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), "check the disk");
        }
    }
}
