package io.lintel.hal.javacv;

import io.lintel.hal.CameraInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The video nodes of a Linux system, under names that survive a reboot where udev gives them: {@code /dev/v4l/by-id} follows the
 * device, {@code /dev/v4l/by-path} the socket it is plugged into, {@code /dev/videoN} the order of this boot.
 *
 * <p>Threading: any thread.
 */
final class V4l2Devices {
    private final Path dev;
    private final Path sys;

    /** Looks under {@code /dev} and {@code /sys/class/video4linux}, or a test's imitation of them. */
    V4l2Devices(Path dev, Path sys) {
        this.dev = dev;
        this.sys = sys;
    }

    /**
     * Every node that captures, by number. A node that may not be asked is listed without modes unless it is known to be a second
     * node of its device (metadata of a USB camera).
     */
    List<CameraInfo> list() {
        List<CameraInfo> cameras = new ArrayList<>();
        for (Path entry : entries(sys)) {
            Path node = dev.resolve(entry.getFileName().toString());
            if (!node.getFileName().toString().startsWith("video") || !Files.exists(node)) {
                continue;
            }
            V4l2Node said = V4l2Node.ask(node);
            boolean wanted = said.errno() == 0 ? said.capture() : firstOfItsDevice(entry);
            if (wanted) {
                cameras.add(camera(node, entry, said));
            }
        }
        return cameras;
    }

    private CameraInfo camera(Path node, Path entry, V4l2Node said) {
        List<String> names = new ArrayList<>();
        for (String folder : List.of("v4l/by-id", "v4l/by-path")) {
            for (Path link : entries(dev.resolve(folder))) {
                if (sameDevice(link, node)) {
                    names.add("v4l2:" + link);
                }
            }
        }
        names.add("v4l2:" + node);
        String name = said.card().isEmpty() ? firstLine(entry.resolve("name")) : said.card();
        if (!said.driver().isEmpty()) {
            name = name + " (" + said.driver() + ")";
        }
        return new CameraInfo(names.getFirst(), name, names.subList(1, names.size()),
                said.modes().stream().map(V4l2Mode::words).toList());
    }

    private static boolean sameDevice(Path link, Path node) {
        try {
            return link.toRealPath().equals(node.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean firstOfItsDevice(Path entry) {
        String index = firstLine(entry.resolve("index"));
        return index.isEmpty() || index.equals("0");
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparingInt((Path path) -> path.toString().length()).thenComparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
