package io.lintel.hal.pi4j;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The GPIO chips of the machine as they are now: looked up anew each time, since a chip that returns has another number.
 *
 * <p>Threading: any thread.
 */
final class Chips {
    private static final String FIND = "find line";

    private final Kernel kernel;
    private final Path dev;

    /** The chips whose device files are in {@code dev}. */
    Chips(Kernel kernel, Path dev) {
        this.kernel = kernel;
        this.dev = dev;
    }

    /** The device files, by number. A symbolic link (Raspberry Pi OS makes gpiochip4) is no second chip. */
    List<Path> devices() {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dev, "gpiochip*")) {
            for (Path entry : entries) {
                if (Chip.number(entry) >= 0 && !Files.isSymbolicLink(entry)) {
                    devices.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        devices.sort(Comparator.comparingInt(Chip::number));
        return devices;
    }

    /** Every line of every chip that may be opened. */
    List<LineInfo> lines() {
        List<LineInfo> lines = new ArrayList<>();
        for (Path device : devices()) {
            try (Chip chip = new Chip(kernel, device)) {
                List<LineInfo> ofChip = new ArrayList<>();
                for (int offset = 0; offset < chip.info().lines(); offset++) {
                    KernelLineInfo line = chip.line(offset);
                    String consumer = line.consumer().isEmpty() && line.used() ? "kernel" : line.consumer();
                    ofChip.add(new LineInfo(chip.info().label(), offset, line.name(), line.output(), consumer));
                }
                lines.addAll(ofChip);
            } catch (HalException e) {
                // the promise is "what this process may see": a chip that is forbidden or just left is not
            }
        }
        return lines;
    }

    /**
     * Finds a line by its name, or by its offset if no line has that name.
     *
     * @return the line on its open chip, for the caller to close
     * @throws HalException {@code GONE}, {@code DENIED} if chips that may not be opened could have it, {@code OTHER} if there are
     *     several
     */
    FoundLine find(LineSettings settings) {
        List<FoundLine> found = new ArrayList<>();
        try {
            Search search = search(settings, found);
            if (found.size() == 1) {
                return found.removeFirst(); // the others, if the search fails, are closed below
            }
            throw found.isEmpty() ? missing(settings, search) : ambiguous(settings, found);
        } finally {
            found.forEach(FoundLine::close);
        }
    }

    /** The line with this offset on {@code gpiochipN}: Pi4J's way of addressing. */
    FoundLine at(int number, int offset) {
        Chip chip = new Chip(kernel, dev.resolve("gpiochip" + number));
        if (offset < 0 || offset >= chip.info().lines()) {
            int lines = chip.info().lines();
            chip.close();
            throw new HalException(HalErrorKind.GONE, FIND, "gpiochip" + number + "/" + offset, "the chip has " + lines + " lines");
        }
        return new FoundLine(chip, offset);
    }

    /** What a search saw beside its finds. */
    private record Search(Set<String> labels, @Nullable HalException refused) {}

    private Search search(LineSettings settings, List<FoundLine> found) {
        Set<String> labels = new LinkedHashSet<>();
        HalException refused = null;
        for (Path device : devices()) {
            try {
                Chip chip = new Chip(kernel, device);
                labels.add(chip.info().label());
                if (!keepIfMatching(chip, settings, found)) {
                    chip.close();
                }
            } catch (HalException e) {
                refused = e.kind() == HalErrorKind.GONE ? refused : e;
            }
        }
        return new Search(labels, refused);
    }

    /** Adds the chip's matching lines; then it stays open with them. */
    private static boolean keepIfMatching(Chip chip, LineSettings settings, List<FoundLine> found) {
        boolean anyChip = settings.chip().isEmpty();
        if (!anyChip && !settings.chip().equals(chip.info().label())) {
            return false;
        }
        int before = found.size();
        try {
            for (int offset = 0; offset < chip.info().lines(); offset++) {
                if (chip.line(offset).name().equals(settings.line())) {
                    found.add(new FoundLine(chip, offset));
                }
            }
        } catch (HalException e) {
            found.subList(before, found.size()).clear(); // it left while it was asked
            chip.close();
            throw e;
        }
        if (found.size() == before && !anyChip && settings.line().matches("\\d{1,5}")) {
            int offset = Integer.parseInt(settings.line());
            if (offset < chip.info().lines()) {
                found.add(new FoundLine(chip, offset));
            }
        }
        return found.size() > before;
    }

    private static HalException missing(LineSettings settings, Search search) {
        HalException refused = search.refused;
        if (refused != null && (settings.chip().isEmpty() || !search.labels.contains(settings.chip()))) {
            return new HalException(refused.kind(), FIND, settings.label(), String.valueOf(refused.getMessage()), refused);
        }
        boolean chipThere = settings.chip().isEmpty() || search.labels.contains(settings.chip());
        String what;
        if (!chipThere) {
            what = "no chip is labelled \"" + settings.chip() + "\"";
        } else if (settings.chip().isEmpty() && settings.line().matches("\\d+")) {
            what = "an offset needs the chip's label beside it";
        } else {
            what = "no line of this name";
        }
        String seen = search.labels.isEmpty() ? "there is no GPIO chip at all" : "there are the chips " + search.labels;
        return new HalException(HalErrorKind.GONE, FIND, settings.label(), what + "; " + seen + "; \"lintel gpio list\" shows the lines");
    }

    private static HalException ambiguous(LineSettings settings, List<FoundLine> found) {
        List<String> places = found.stream()
                .map(line -> line.chip().info().label() + " (" + line.chip().info().name() + ") offset " + line.offset())
                .toList();
        return new HalException(
                HalErrorKind.OTHER, FIND, settings.label(), "several lines match: " + places + "; name the chip by its label, or the line by its offset");
    }
}
