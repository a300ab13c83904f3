package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.Photo;
import io.lintel.daemon.BackEnds;
import io.lintel.hal.CameraInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lintel camera}: what the door sees. */
@Command(
        name = "camera",
        mixinStandardHelpOptions = true,
        description = "List cameras, and look through the door's.",
        synopsisSubcommandLabel = "COMMAND")
final class CameraCommand {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Console console;

    CameraCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the cameras this machine has.")
    int list(@Mixin ConfigOption config, @Mixin JsonOption json) {
        BackEnds backEnds = BackEnds.installed();
        Optional<String> used = config.ifThere(backEnds).map(door -> door.camera().source());
        List<CameraInfo> cameras = backEnds.cameras().stream()
                .flatMap(provider -> provider.list().stream())
                .toList();
        if (json.wanted()) {
            console.json(Map.of("cameras", cameras));
        } else if (cameras.isEmpty()) {
            console.err().println("lintel: no camera found; files, RTSP streams and commands need no listing: "
                    + "source = \"file:…\", \"rtsp://…\" or \"command:…\"");
        } else {
            console.table(
                    List.of("SOURCE", "NAME", "MODES"),
                    cameras.stream()
                            .map(camera -> List.of(
                                    camera.source(),
                                    used.filter(camera.source()::equals).isPresent() ? camera.name() + " (this door's)" : camera.name(),
                                    String.join(", ", camera.modes())))
                            .toList());
        }
        return 0;
    }

    @Command(
            name = "snapshot",
            mixinStandardHelpOptions = true,
            description = "Save the camera's present picture as JPEG; '-' writes to standard output.")
    int snapshot(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "FILE", defaultValue = "snapshot.jpg", description = "Where to; default: snapshot.jpg.")
                    Path file)
            throws IOException {
        Photo photo;
        try (Control control = DoorConnection.open(config.path())) {
            photo = control.snapshot();
        }
        if (file.toString().equals("-")) {
            System.out.write(photo.bytes());
            System.out.flush();
            return 0;
        }
        try {
            write(photo, file);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), "choose another place");
        }
        console.out().println(file + ": " + photo.bytes().length + " bytes");
        return 0;
    }

    /** For the caller's eyes alone, whatever the umask says: people may be in the picture. */
    private static void write(Photo photo, Path file) throws IOException {
        Set<OpenOption> over = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, over, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            if (Files.isRegularFile(file)) { // one that was there before keeps its rights otherwise
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            ByteBuffer rest = ByteBuffer.wrap(photo.bytes());
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }
}
