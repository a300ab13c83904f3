package io.lintel.evaluate.data;

import io.lintel.evaluate.Trouble;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The photographs below a folder by the folder they lie in. What cannot be looked into is left out and told of: the rest is worth measuring. */
final class PhotographFolders extends SimpleFileVisitor<Path> {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp");
    private static final int DEPTH_MAX = 8;

    private final Map<Path, List<Path>> folders = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** Looks into all folders below one. */
    static PhotographFolders below(Path root) {
        PhotographFolders found = new PhotographFolders();
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, found);
        } catch (IOException e) {
            found.visitFileFailed(root, e);
        }
        found.folders.values().forEach(files -> files.sort(null));
        return found;
    }

    /** By folder, both sorted. */
    Map<Path, List<Path>> folders() {
        return folders;
    }

    /** What could not be read and why, a phrase each. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isPhotograph(file)) {
            Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
            folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException why) {
        unreadable.add("cannot read " + path + ": " + Trouble.of(why));
        return FileVisitResult.CONTINUE;
    }

    private static boolean isPhotograph(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }
}
