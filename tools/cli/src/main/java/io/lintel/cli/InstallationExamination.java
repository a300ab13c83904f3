package io.lintel.cli;

import io.lintel.daemon.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How Lintel is installed: unit, watchdog, user, groups, who may write the configuration, zone, what slows its start. */
final class InstallationExamination implements DoctorCommand.Examination {
    private static final String USER = "lintel";

    private final Path root;
    private final Path configuration;
    private final Config door;
    private final ServiceQuery unit;

    /**
     * An examination.
     *
     * @param root where {@code etc} is
     */
    InstallationExamination(Path root, Path configuration, Config door, ServiceQuery unit) {
        this.root = root;
        this.configuration = configuration;
        this.door = door;
        this.unit = unit;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(service());
        findings.addAll(user());
        findings.add(privacy());
        findings.add(zone());
        findings.add(log());
        findings.add(classes());
        return findings;
    }

    private List<Finding> service() {
        Optional<String> file = unit.property("UnitFileState");
        if (file.isEmpty()) {
            return Stream.of("service", "service watchdog")
                    .map(check -> Finding.skip(check, "not installed as a service of systemd here"))
                    .toList();
        }
        String watchdog = unit.property("WatchdogUSec").orElse("0");
        return List.of(
                file.get().equals("enabled")
                        ? Finding.ok("service", "starts with the board")
                        : Finding.warn("service", "is " + file.get(), "after a power cut nothing starts the door: systemctl enable lintel"),
                watchdog.equals("0") || watchdog.equals("infinity")
                        ? Finding.warn("service watchdog", "off", "a daemon that hangs stays so: set WatchdogSec in the unit")
                        : Finding.ok("service watchdog", "restarts a daemon that says nothing for " + watchdog));
    }

    private List<Finding> user() {
        if (entries("etc/passwd", USER).isEmpty()) {
            return List.of(Finding.skip("service user", "there is no user " + USER + "; the daemon runs as whoever starts it"));
        }
        List<Finding> findings = new ArrayList<>(List.of(Finding.ok("service user", USER + " is there")));
        for (String group : List.of("video", "gpio")) {
            boolean member = entries("etc/group", group).stream()
                    .map(fields -> fields[fields.length - 1])
                    .anyMatch(members -> Arrays.asList(members.split(",")).contains(USER));
            findings.add(
                    member
                            ? Finding.ok("group " + group, USER + " is a member")
                            : Finding.warn("group " + group, USER + " is no member", "usermod -aG " + group + " " + USER));
        }
        return findings;
    }

    /** Lines of a file such as /etc/passwd that begin with this name, split at their colons. */
    private List<String[]> entries(String file, String name) {
        try (Stream<String> lines = Files.lines(root.resolve(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name + ":")).map(line -> line.split(":", -1)).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whoever may write the configuration may open the door. */
    private Finding privacy() {
        String check = "configuration owner";
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(configuration);
            String what = configuration + " " + PosixFilePermissions.toString(rights);
            return rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)
                    ? Finding.fail(check, what, "whoever may write it can open the door: chmod go-w " + configuration)
                    : Finding.ok(check, what);
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.skip(check, "cannot look at " + configuration);
        }
    }

    private Finding zone() {
        ZoneId board = ZoneId.systemDefault();
        ZoneId site = door.site().zone();
        var now = Clock.systemUTC().instant();
        return site.getRules().getOffset(now).equals(board.getRules().getOffset(now))
                ? Finding.ok("time zone", site + " as the board")
                : Finding.warn("time zone", "the door follows " + site + ", the board " + board, "set site.zone: schedules and local dates follow it");
    }

    private Finding log() {
        String level = door.log().level();
        return level.equals("debug") || level.equals("trace")
                ? Finding.warn("log level", level, "wears out an SD card: set log.level to \"info\" once the fault is found")
                : Finding.ok("log level", level);
    }

    /** The archive that an installed package makes. */
    private static Finding classes() {
        String check = "class archive";
        Path home = Path.of(System.getProperty("lintel.home", "/nonexistent"));
        Path build = home.resolve("build-id");
        if (!Files.isReadable(build)) {
            return Finding.skip(check, "only an installed package has one");
        }
        try {
            Path archive = Path.of("/var/cache/lintel", Files.readString(build).strip() + ".aot");
            return Files.isReadable(archive)
                    ? Finding.ok(check, archive + " shortens the start")
                    : Finding.warn(check, "none for this build: the door starts slower", "sudo " + home + "/bin/learn");
        } catch (IOException e) {
            return Finding.skip(check, "cannot read " + build);
        }
    }
}
