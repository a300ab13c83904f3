package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Linteld;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lintel run}: the daemon in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the door's daemon in the foreground until SIGTERM.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped on purpose",
            "69:another Lintel holds the state directory",
            "70:a fault of Lintel",
            "75:the state directory cannot be used at present; try again",
            "77:the system refuses the state directory or the control socket",
            "78:the configuration is wrong; starting again does not help"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        return Linteld.run(config.path(), BackEnds.installed(), door -> Logs.level(door.log().level()));
    }
}
