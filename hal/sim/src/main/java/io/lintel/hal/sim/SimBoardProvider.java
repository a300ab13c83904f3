package io.lintel.hal.sim;

import io.lintel.hal.Board;
import io.lintel.hal.BoardProvider;
import io.lintel.hal.ServiceNotifier;

/** A simulated board without a service manager. */
public final class SimBoardProvider implements BoardProvider {
    private final Board board;
    private final ServiceNotifier notifier;

    /** For the service loader: a cool board with a good clock. */
    public SimBoardProvider() {
        this(new SimBoard(), new SimNotifier());
    }

    /** Gives out these, so that a test keeps their other end. */
    public SimBoardProvider(SimBoard board, SimNotifier notifier) {
        this.board = board;
        this.notifier = notifier;
    }

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public Board board() {
        return board;
    }

    @Override
    public ServiceNotifier notifier() {
        return notifier;
    }
}
