package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Board;
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
