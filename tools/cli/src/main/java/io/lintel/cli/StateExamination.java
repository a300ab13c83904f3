package io.lintel.cli;

import io.lintel.daemon.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The state directory: there, private, writable, with room. */
final class StateExamination implements DoctorCommand.Examination {
    private static final long ROOM_WARN_BYTES = 512L * 1024 * 1024;
    private static final long ROOM_FAIL_BYTES = 32L * 1024 * 1024;
    private static final Set<PosixFilePermission> FOREIGN = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path directory;

    StateExamination(Config door) {
        this.directory = door.state().directory();
    }

    @Override
    public List<Finding> look() {
        if (!Files.isDirectory(directory)) {
            return List.of(Finding.warn("state", directory + " is not there yet", "the daemon makes it at its first start"));
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            return List.of(Finding.skip("state", "may not look into " + directory + " as this user; run as root or lintel"));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(privacy());
            findings.add(room());
        } catch (IOException e) {
            findings.add(Finding.fail("state", "cannot look at " + directory + ": " + e.getMessage(), "check the disk and the owner"));
        }
        return findings;
    }

    private Finding privacy() throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory);
        String what = directory + " " + PosixFilePermissions.toString(rights);
        if (rights.stream().anyMatch(FOREIGN::contains)) {
            return Finding.fail("state privacy", what, "templates and keys lie there: chmod 700 " + directory);
        }
        return Finding.ok("state privacy", what);
    }

    private Finding room() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        String what = free / (1024 * 1024) + " MiB free under " + directory;
        if (free < ROOM_FAIL_BYTES) {
            return Finding.fail("state room", what, "the journal cannot grow, so no face will be granted: free some space");
        }
        return free < ROOM_WARN_BYTES
                ? Finding.warn("state room", what, "free some space before the journal stops")
                : Finding.ok("state room", what);
    }
}
