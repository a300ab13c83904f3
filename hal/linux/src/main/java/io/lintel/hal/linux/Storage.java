package io.lintel.hal.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What disks and file systems say is wrong with them. */
final class Storage {
    /**
     * eMMC's own estimate of its life used, in tenths, of its two kinds of cells: {@code 0x02 0x01}; 0x0b is "over".
     *
     * @see <a href="https://www.kernel.org/doc/html/latest/driver-api/mmc/mmc-dev-attrs.html">mmc device attributes</a>
     */
    private static final Pattern LIFE_TIME = Pattern.compile("0x([0-9a-fA-F]{1,2}) 0x([0-9a-fA-F]{1,2})");

    private static final int LIFE_WARNING = 9;
    private static final int LIFE_OVER = 11;
    private static final int TENTH = 10;
    private static final Pattern ROOT_READ_ONLY = Pattern.compile("(?m)^\\S+ / (?!overlay|squashfs)\\S+ (?:\\S+,)?ro(?:,\\S+)? ");

    private final SystemFiles files;

    Storage(SystemFiles files) {
        this.files = files;
    }

    /** The faults; empty if none is known. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        fileSystems().forEach(faults::add);
        flash().forEach(faults::add);
        files.text("proc/mounts")
                .filter(text -> ROOT_READ_ONLY.matcher(text).find())
                .ifPresent(_ -> faults.add("/ is mounted read-only"));
        return faults;
    }

    /** ext4 counts the errors that it found since the file system was last checked. */
    private Stream<String> fileSystems() {
        return files.list("sys/fs/ext4", "*").stream().flatMap(disk -> files.number(disk + "/errors_count").stream()
                .filter(errors -> errors > 0)
                .map(errors -> name(disk) + ": the file system has noted " + errors + " errors"));
    }

    private Stream<String> flash() {
        return files.list("sys/block", "mmcblk*").stream().flatMap(disk -> files.text(disk + "/device/life_time").stream()
                .map(LIFE_TIME::matcher)
                .filter(Matcher::matches)
                .mapToInt(life -> Math.max(Integer.parseInt(life.group(1), 16), Integer.parseInt(life.group(2), 16)))
                .filter(tenths -> tenths >= LIFE_WARNING)
                .mapToObj(tenths -> name(disk) + ": " + used(tenths)));
    }

    private static String used(int tenths) {
        return tenths >= LIFE_OVER ? "its life is over" : (tenths - 1) * TENTH + " to " + tenths * TENTH + " % of its life is used";
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
