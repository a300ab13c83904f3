package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Accelerator;
import io.lintel.hal.HalException;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.ModelTuning;
import io.lintel.models.Role;
import io.lintel.models.SideJob;
import io.lintel.models.TuningFile;
import io.lintel.models.TuningTrial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how this machine runs each model best, and keeps it for the daemon, which uses it from its next start. */
final class TuningExamination implements DoctorCommand.Examination {
    private static final double FRAMES_PER_SECOND = 15;
    private static final List<String> PROVIDERS = List.of("cpu", "cuda", "tensorrt");

    private final Config door;
    private final BackEnds backEnds;
    private final boolean running;

    TuningExamination(Config door, BackEnds backEnds, boolean running) {
        this.door = door;
        this.backEnds = backEnds;
        this.running = running;
    }

    @Override
    public List<Finding> look() {
        if (running) {
            return List.of(Finding.skip("tuning", "not measured while the daemon runs, whose models would disturb it; stop it first"));
        }
        try (Accelerator accelerator = backEnds.accelerator(door.accelerator().provider()).open()) {
            Bundle bundle = Bundle.open(door.recognition().bundle());
            TuningFile file = new TuningFile(door.state().directory());
            TuningTrial trial = new TuningTrial(
                    accelerator,
                    Runtime.getRuntime().availableProcessors(),
                    FRAMES_PER_SECOND,
                    System::nanoTime,
                    nanos -> Thread.sleep(Duration.ofNanos(nanos)),
                    TuningExamination::together);
            ModelTuning tuning = trial.measure(bundle, door.accelerator().defaults(), PROVIDERS);
            file.write(tuning);
            return findings(tuning, file);
        } catch (BundleException e) {
            return List.of(Finding.fail("tuning", e.what() + " [" + e.where() + "]", e.todo()));
        } catch (HalException e) {
            return List.of(Finding.fail("tuning", String.valueOf(e.getMessage()), "check [accelerator] in the configuration"));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    "tuning", "cannot be kept in " + door.state().directory() + ": " + e, "run it as the user that runs the daemon"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.skip("tuning", "interrupted; nothing was kept"));
        }
    }

    private static void together(Runnable beside, Runnable here) {
        try (SideJob job = new SideJob("tuning", beside)) {
            job.begin();
            here.run();
            job.settle();
            job.check();
        }
    }

    private static List<Finding> findings(ModelTuning tuning, TuningFile file) {
        List<Finding> findings = new ArrayList<>();
        for (Role role : Role.values()) {
            tuning.choice(role).ifPresent(choice -> findings.add(Finding.ok("tuning " + role.key(), "%s, %d thread%s%s: nine runs in ten within %.1f ms".formatted(
                        choice.provider(),
                        choice.threads(),
                        choice.threads() == 1 ? "" : "s",
                        choice.spinning() ? ", spinning" : "",
                        choice.micros() / 1e3))));
        }
        findings.add(Finding.ok("tuning overlap", tuning.overlap()
                ? "liveness is judged beside embedding"
                : "liveness is judged after embedding: beside it is hardly faster here"));
        findings.add(Finding.ok("tuning", "kept in %s; used from the next start".formatted(file.path())));
        return findings;
    }
}
