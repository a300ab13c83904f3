package io.lintel.hal.linux;

import io.lintel.hal.Board;
import io.lintel.hal.BoardCondition;
import io.lintel.hal.BoardInfo;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A board as {@code /proc} and {@code /sys} describe it. Whatever is hidden or missing there (a hardened service sees little) has
 * a second source or an honest "unknown".
 */
final class LinuxBoard implements Board {
    /** Outside it a reading is a broken or sleeping sensor (Jetsons have some), in thousandths of a degree Celsius. */
    private static final int MILLIDEGREES_MIN = -40_000;

    private static final int MILLIDEGREES_MAX = 125_000;
    /** 2024-01-01: a clock whose battery is flat begins anew at its epoch, 1970 or 2000. */
    private static final long LONG_OVER_SECONDS = 1_704_067_200L;
    private static final Pattern MEM_TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");
    private static final Pattern MEM_AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d{1,15}) kB$");
    private static final Pattern CPU_MODEL = Pattern.compile("(?m)^(?:Model|model name|Hardware)\\s*:\\s*(\\S.*)$");
    /** What firmware says when its maker did not fill in the form. */
    private static final Pattern DMI_EMPTY = Pattern.compile("(?i)to be filled.*|default string|system .*|none|not .*|o\\.e\\.m\\.");

    private final SystemFiles files;
    private final Throttling throttling;
    private final Storage storage;
    private final IntSupplier cores;
    private final LongSupplier memoryBytes;
    private final Supplier<KernelClock> kernelClock;

    /**
     * A board.
     *
     * @param root where {@code proc}, {@code sys} and {@code run} are
     * @param cores how many the process may use
     * @param memoryBytes physical memory, for when {@code /proc/meminfo} is hidden
     * @param kernelClock the kernel's word on its clock
     */
    LinuxBoard(Path root, IntSupplier cores, LongSupplier memoryBytes, Supplier<KernelClock> kernelClock) {
        this.files = new SystemFiles(root);
        this.throttling = new Throttling(files);
        this.storage = new Storage(files);
        this.cores = cores;
        this.memoryBytes = memoryBytes;
        this.kernelClock = kernelClock;
    }

    @Override
    public BoardInfo info() {
        String architecture = architecture(System.getProperty("os.arch", "unknown"));
        String model = deviceTreeModel()
                .or(this::dmiModel)
                .or(() -> files.text("proc/cpuinfo").flatMap(text -> first(CPU_MODEL, text)))
                .orElse("unknown " + architecture + " board");
        long memory = files.text("proc/meminfo")
                .flatMap(text -> first(MEM_TOTAL, text))
                .map(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .orElseGet(memoryBytes::getAsLong);
        String boot = files.text("proc/sys/kernel/random/boot_id").orElse("unknown");
        return new BoardInfo(model, architecture, cores.getAsInt(), memory, boot);
    }

    @Override
    public OptionalDouble temperatureCelsius() {
        return files.list("sys/class/thermal", "thermal_zone*").stream()
                .flatMap(zone -> files.number(zone + "/temp").stream())
                .filter(millidegrees -> millidegrees >= MILLIDEGREES_MIN && millidegrees <= MILLIDEGREES_MAX)
                .mapToDouble(millidegrees -> millidegrees / 1000.0)
                .max();
    }

    @Override
    public List<String> throttling() {
        return throttling.reasons();
    }

    @Override
    public ClockQuality clock() {
        KernelClock clock = kernelClock.get();
        // systemd-timesyncd leaves this mark; it is what remains where adjtimex is forbidden
        boolean marked = files.exists("run/systemd/timesync/synchronized");
        if (clock.synchronised() || (!clock.known() && marked)) {
            long millis = (clock.maxErrorMicros() + 999) / 1000;
            return new ClockQuality("ntp", true, clock.known() ? OptionalLong.of(millis) : OptionalLong.empty());
        }
        // without synchronisation the kernel's bound only says how long ago it gave up
        return new ClockQuality(files.exists("sys/class/rtc/rtc0") ? "rtc" : "none", false, OptionalLong.empty());
    }

    @Override
    public BoardCondition condition() {
        OptionalLong available = files.text("proc/meminfo")
                .flatMap(text -> first(MEM_AVAILABLE, text))
                .map(kibibytes -> OptionalLong.of(Long.parseLong(kibibytes) * 1024))
                .orElseGet(OptionalLong::empty);
        boolean batteryClock = files.list("sys/class/rtc", "rtc*").stream()
                .flatMap(rtc -> files.number(rtc + "/since_epoch").stream())
                .anyMatch(seconds -> seconds > LONG_OVER_SECONDS);
        boolean watchdog = !files.list("sys/class/watchdog", "watchdog*").isEmpty();
        return new BoardCondition(available, batteryClock, watchdog, storage.faults());
    }

    private Optional<String> deviceTreeModel() {
        return files.text("proc/device-tree/model").or(() -> files.text("sys/firmware/devicetree/base/model"));
    }

    private Optional<String> dmiModel() {
        List<String> words = Stream.of("sys_vendor", "product_name")
                .flatMap(name -> files.text("sys/class/dmi/id/" + name).stream())
                .filter(text -> !DMI_EMPTY.matcher(text).matches())
                .distinct()
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /** The kernel's word for what Java calls otherwise. */
    private static String architecture(String java) {
        return java.equals("amd64") ? "x86_64" : java;
    }
}
