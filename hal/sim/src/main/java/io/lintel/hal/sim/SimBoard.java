package io.lintel.hal.sim;

import io.lintel.hal.Board;
import io.lintel.hal.BoardCondition;
import io.lintel.hal.BoardInfo;
import io.lintel.hal.ClockQuality;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A board that says what it is told to say. Threading: any thread. */
public final class SimBoard implements Board {
    private final BoardInfo info;
    private volatile OptionalDouble temperature = OptionalDouble.of(40);
    private volatile List<String> throttling = List.of();
    private volatile ClockQuality clock = new ClockQuality("sim", true, OptionalLong.of(1));
    private volatile BoardCondition condition = new BoardCondition(OptionalLong.of(2L << 30), true, true, List.of());

    /** A cool board with a good clock. */
    public SimBoard() {
        this(new BoardInfo("Lintel simulated board", "sim", 4, 4L << 30, "5f4dcc3b-5aa7-45d6-9d83-27deb882cf99"));
    }

    /** A cool board of this identity with a good clock. */
    public SimBoard(BoardInfo info) {
        this.info = info;
    }

    @Override
    public BoardInfo info() {
        return info;
    }

    @Override
    public OptionalDouble temperatureCelsius() {
        return temperature;
    }

    @Override
    public List<String> throttling() {
        return throttling;
    }

    @Override
    public ClockQuality clock() {
        return clock;
    }

    @Override
    public BoardCondition condition() {
        return condition;
    }

    /** Sets the temperature; empty for a board without a sensor. */
    public void temperatureCelsius(OptionalDouble celsius) {
        temperature = celsius;
    }

    /** Sets why it is slow; empty when it is not. */
    public void throttling(List<String> reasons) {
        throttling = List.copyOf(reasons);
    }

    /** Sets how good the wall clock is. */
    public void clock(ClockQuality quality) {
        clock = quality;
    }

    /** Sets how fit it is. */
    public void condition(BoardCondition fitness) {
        condition = fitness;
    }
}
