package io.lintel.hal.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's own files under a root. A file that is missing, forbidden or busy is empty: on some board any of them is.
 *
 * @param root where {@code proc} and {@code sys} are
 */
record SystemFiles(Path root) {
    /** As much of a file as is read; cpuinfo of a large server is longer, but not its first entry. */
    private static final int BYTES_MAX = 64 * 1024;

    /** The text without surrounding space and without the 0 that ends a device tree's strings; empty if there is none. */
    Optional<String> text(String path) {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8).replace("\0", "").strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** The text as a decimal number. */
    Optional<Long> number(String path) {
        return text(path).filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The entries of a folder that match a glob, as paths for the methods above, in order of name. */
    List<String> list(String folder, String glob) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder), glob)) {
            for (Path entry : entries) {
                found.add(folder + "/" + entry.getFileName());
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
