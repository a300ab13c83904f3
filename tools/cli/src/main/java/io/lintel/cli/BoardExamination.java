package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Board;
import io.lintel.hal.BoardCondition;
import io.lintel.hal.BoardInfo;
import io.lintel.hal.ClockQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The board: identity, heat, throttling, clock. */
final class BoardExamination implements DoctorCommand.Examination {
    private static final double WARM_CELSIUS = 75;
    private static final double HOT_CELSIUS = 85;
    /** What the daemon and its models take, with some air. */
    private static final long MEMORY_WARN_BYTES = 256L << 20;

    private final Config door;
    private final BackEnds backEnds;

    BoardExamination(Config door, BackEnds backEnds) {
        this.door = door;
        this.backEnds = backEnds;
    }

    @Override
    public List<Finding> look() {
        Board board = backEnds.board(door.board().provider()).board();
        List<Finding> findings = new ArrayList<>();
        BoardInfo info = board.info();
        findings.add(Finding.ok("board", info.model() + ", " + info.architecture() + ", " + info.cores() + " cores, "
                + info.memoryBytes() / (1024 * 1024) + " MiB"));
        findings.add(temperature(board.temperatureCelsius()));
        List<String> throttling = board.throttling();
        findings.add(
                throttling.isEmpty()
                        ? Finding.ok("throttling", "none")
                        : Finding.warn("throttling", String.join(", ", throttling), "check the power supply and the cooling"));
        findings.add(clock(board.clock()));
        findings.addAll(fitness(board.condition()));
        return findings;
    }

    private static List<Finding> fitness(BoardCondition condition) {
        List<Finding> findings = new ArrayList<>();
        if (condition.availableMemoryBytes().isPresent()) {
            long available = condition.availableMemoryBytes().getAsLong();
            String what = available / (1024 * 1024) + " MiB can still be had";
            findings.add(
                    available < MEMORY_WARN_BYTES
                            ? Finding.warn("memory", what, "stop what else runs here, or the kernel may end the daemon")
                            : Finding.ok("memory", what));
        } else {
            findings.add(Finding.skip("memory", "the kernel does not say"));
        }
        findings.add(
                condition.batteryClock()
                        ? Finding.ok("battery clock", "keeps the time without power")
                        : Finding.warn(
                                "battery clock",
                                "none, or its battery is flat",
                                "after a power cut without network the time is wrong and schedules open nothing: fit a clock with a battery"));
        findings.add(
                condition.watchdog()
                        ? Finding.ok("hardware watchdog", "there is one")
                        : Finding.warn(
                                "hardware watchdog",
                                "none",
                                "a kernel that hangs stays so: enable the board's (Pi: dtparam=watchdog=on) and RuntimeWatchdogSec in systemd"));
        findings.add(
                condition.storageFaults().isEmpty()
                        ? Finding.ok("disk health", "no fault is known")
                        : Finding.fail("disk health", String.join(", ", condition.storageFaults()), "save the state directory and replace the disk"));
        return findings;
    }

    private static Finding temperature(OptionalDouble celsius) {
        if (celsius.isEmpty()) {
            return Finding.skip("temperature", "this board has no sensor");
        }
        String what = String.format(Locale.ROOT, "%.0f °C", celsius.getAsDouble());
        if (celsius.getAsDouble() >= HOT_CELSIUS) {
            return Finding.fail("temperature", what, "the board slows down or stops: cool it");
        }
        return celsius.getAsDouble() >= WARM_CELSIUS
                ? Finding.warn("temperature", what, "little room left on a hot day: add a heat sink or move the board out of the sun")
                : Finding.ok("temperature", what);
    }

    private static Finding clock(ClockQuality clock) {
        String error = clock.maxErrorMillis().isPresent() ? ", at most " + clock.maxErrorMillis().getAsLong() + " ms off" : "";
        return clock.synchronised()
                ? Finding.ok("clock", "synchronised by " + clock.source() + error)
                : Finding.warn(
                        "clock",
                        "not synchronised (source: " + clock.source() + ")",
                        "events carry doubtful times until it is: enable systemd-timesyncd or chrony, fit an RTC battery");
    }
}
