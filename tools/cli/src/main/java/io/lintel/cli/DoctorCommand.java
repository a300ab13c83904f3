package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.config.ConfigReview;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lintel doctor}: looks at everything a door needs and says what to do about what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Examine this door: configuration, board, camera, lines, models, state, broker and daemon.",
            "Exits with 1 if anything fails; warnings do not count."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--bench",
            description = "Also measure how this machine runs each model best, a minute or two, and keep it for the daemon.")
    private boolean bench;

    DoctorCommand(Console console) {
        this.console = console;
    }

    /** One part of the door. */
    @FunctionalInterface
    interface Examination {
        /** Looks; throws nothing that a broken door could cause. */
        List<Finding> look();
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        Path file = config.path();
        findings.addAll(new RuntimeExamination().look());
        BackEnds backEnds = BackEnds.installed();
        ConfigReview review = new ConfigLoader().knowing(backEnds.names()).review(file);
        if (review.errors().isEmpty()) {
            findings.add(Finding.ok("configuration", file + " is correct"));
        }
        review.errors().forEach(error -> findings.add(
                Finding.fail("configuration", error.toString(), "mend it; 'lintel config check' tells when it is right")));
        review.notes().forEach(note -> findings.add(Finding.warn("configuration", note.toString(), "")));
        review.config().ifPresent(door -> findings.addAll(examine(file, door, backEnds)));
        report(findings);
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? 1 : 0;
    }

    private List<Finding> examine(Path file, Config door, BackEnds backEnds) {
        boolean running = DoorConnection.answers(door);
        List<Examination> examinations = new ArrayList<>(List.of(
                new SafetyExamination(door),
                new BoardExamination(door, backEnds),
                new InstallationExamination(Path.of("/"), file, door, ServiceQuery.systemd()),
                new StateExamination(door),
                new ModelsExamination(door, backEnds),
                new LinesExamination(door, backEnds, running),
                new CameraExamination(door, backEnds, running),
                new BrokerExamination(door),
                new DaemonExamination(door, running),
                new GalleryExamination(door, running, Clock.systemUTC())));
        examinations.add(bench ? new TuningExamination(door, backEnds, running) : new TuningKeptExamination(door));
        return examinations.stream().flatMap(examination -> examination.look().stream()).toList();
    }

    private void report(List<Finding> findings) {
        if (json.wanted()) {
            console.json(findings);
            return;
        }
        for (Finding finding : findings) {
            console.out().println("%-5s %-22s %s".formatted(
                    finding.verdict().name().toLowerCase(Locale.ROOT), finding.check(), finding.what()));
            if (!finding.todo().isEmpty()) {
                console.out().println(" ".repeat(29) + "→ " + finding.todo());
            }
        }
        console.out().println(count(findings, Finding.Verdict.OK) + " ok, "
                + count(findings, Finding.Verdict.WARN) + " to look at, "
                + count(findings, Finding.Verdict.FAIL) + " failed, "
                + count(findings, Finding.Verdict.SKIP) + " skipped");
    }

    private static long count(List<Finding> findings, Finding.Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
