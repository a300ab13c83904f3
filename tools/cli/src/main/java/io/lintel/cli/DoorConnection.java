package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.StateControl;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.control.ControlClient;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reaches the daemon; where none runs, works on the door's state directory itself as far as that needs no hardware. */
final class DoorConnection {
    private DoorConnection() {}

    /** What the door's configuration says; its secrets are the service's and not looked at. */
    static Config configuration(Path file) {
        return ConfigLoader.forClients().load(file);
    }

    /** The daemon if it runs, else its state directory. */
    static Control open(Path file) {
        Config door = configuration(file);
        refuseIfDenied(door);
        return answers(door) ? running(door) : new StateControl(door, BackEnds.installed(), operator());
    }

    /** The daemon, which must run. */
    static Control running(Path file) {
        return running(configuration(file));
    }

    /** The daemon, which must run. */
    static Control running(Config door) {
        refuseIfDenied(door);
        if (!answers(door)) {
            throw new CommandFailure(
                    "no daemon answers on " + door.control().socket(), "start it: systemctl start lintel, or lintel run");
        }
        return new ControlClient(door.control().socket());
    }

    /** Whether a daemon answers. */
    static boolean answers(Config door) {
        return ControlClient.answers(door.control().socket());
    }

    /** A socket that this user may not use looks like one that nobody answers on. */
    private static void refuseIfDenied(Config door) {
        Path socket = door.control().socket();
        Path folder = socket.toAbsolutePath().getParent();
        boolean closed = folder != null && Files.isDirectory(folder) && !Files.isExecutable(folder);
        if (closed || (Files.exists(socket) && !Files.isWritable(socket))) {
            throw new CommandFailure(
                    "user " + System.getProperty("user.name", "?") + " may not use the door's socket " + socket,
                    "use sudo, or join the group that owns it (usermod -aG lintel NAME) and log in again");
        }
    }

    private static String operator() {
        return "cli:" + System.getProperty("user.name", "unknown");
    }
}
