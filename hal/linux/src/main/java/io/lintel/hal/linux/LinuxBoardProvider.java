package io.lintel.hal.linux;

import io.lintel.hal.Board;
import io.lintel.hal.BoardProvider;
import io.lintel.hal.ServiceNotifier;
import java.nio.file.Path;

/** The board this process runs on, as Linux describes it, and the service manager that started it. */
public final class LinuxBoardProvider implements BoardProvider {
    private final LinuxBoard board;
    private final SdNotify notifier;

    /** For the service loader: this machine and this process's environment. */
    public LinuxBoardProvider() {
        Libc libc = new Libc();
        board = new LinuxBoard(
                Path.of("/"), Runtime.getRuntime()::availableProcessors, libc::memoryBytes, libc::kernelClock);
        notifier = new SdNotify(System::getenv, ProcessHandle.current().pid(), libc);
    }

    @Override
    public String name() {
        return "linux";
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
