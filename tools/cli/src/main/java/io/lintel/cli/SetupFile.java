package io.lintel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code lintel setup} writes: one file in {@code conf.d}, beside a reference that stays as it came. */
final class SetupFile {
    private final Map<String, Object> settings = new TreeMap<>();

    /** Sets a key of the configuration, dotted. Text, numbers, booleans and lists of text. An empty text takes the key away. */
    SetupFile with(String key, Object value) {
        if (value.equals("")) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
        return this;
    }

    /** Where it belongs, for a door's main file. */
    static Path beside(Path main) {
        return main.toAbsolutePath().resolveSibling("conf.d").resolve("10-setup.toml");
    }

    /** As TOML. */
    String text() {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + toml(entry.getValue()))
                .collect(Collectors.joining("\n", "# Written by lintel setup; /etc/lintel/lintel.toml explains every key.\n", "\n"));
    }

    /** Replaces a file whole: a power cut leaves the old one or the new one. */
    void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "setup", ".new");
            Files.writeString(fresh, text(), StandardCharsets.UTF_8);
            if (holdsPassword()) {
                giveToService(fresh);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
            } else {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), "run setup as root (sudo lintel setup)");
        }
    }

    /** A camera's password can only stand in its address. */
    private boolean holdsPassword() {
        return settings.getOrDefault("camera.source", "").toString().matches(".*://[^/]*@.*");
    }

    /** The service must read what others must not; where there is no such group, the daemon runs as whoever set it up. */
    private static void giveToService(Path file) throws IOException {
        try {
            GroupPrincipal group = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("lintel");
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
        } catch (UserPrincipalNotFoundException e) {
            // Nobody else to read it.
        }
    }

    private static String toml(Object value) {
        return switch (value) {
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case List<?> list -> list.stream().map(SetupFile::toml).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
