package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.vision.BundleCalibration;
import io.lintel.hal.Accelerator;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.ModelFile;
import java.util.ArrayList;
import java.util.List;

/** The model bundle, and what really runs it. */
final class ModelsExamination implements DoctorCommand.Examination {
    private final Config door;
    private final BackEnds backEnds;

    ModelsExamination(Config door, BackEnds backEnds) {
        this.door = door;
        this.backEnds = backEnds;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        try {
            Bundle bundle = Bundle.open(door.recognition().bundle());
            BundleCalibration.of(bundle);
            findings.add(Finding.ok("bundle", bundle.name() + ", every hash right"));
            List<String> cautions = bundle.licence().cautions();
            findings.add(
                    cautions.isEmpty()
                            ? Finding.ok("bundle licence", "nothing speaks against its use")
                            : Finding.warn("bundle licence", String.join("; ", cautions), "settle this before commercial use, or install another bundle"));
            findings.addAll(accelerator(bundle));
        } catch (BundleException e) {
            findings.add(Finding.fail("bundle", e.what() + " [" + e.where() + "]", e.todo()));
        }
        return findings;
    }

    private List<Finding> accelerator(Bundle bundle) {
        List<Finding> findings = new ArrayList<>();
        try (Accelerator accelerator = backEnds.accelerator(door.accelerator().provider()).open()) {
            for (ModelFile model : bundle.models().values().stream()
                    .sorted((one, other) -> one.role().compareTo(other.role()))
                    .toList()) {
                String check = "model " + model.role().key();
                try (Session session = accelerator.load(model.path(), door.accelerator().settings(model.role().key()))) {
                    session.run();
                    findings.add(
                            session.fallbacks().isEmpty()
                                    ? Finding.ok(check, "runs on " + session.provider())
                                    : Finding.warn(check, "runs on " + session.provider() + " instead of " + wanted(session), reasons(session)));
                }
            }
        } catch (HalException e) {
            findings.add(Finding.fail("accelerator", String.valueOf(e.getMessage()), "check [accelerator] in the configuration"));
        }
        return findings;
    }

    private static String wanted(Session session) {
        return String.join(", ", session.fallbacks().stream().map(ProviderFallback::provider).toList());
    }

    private static String reasons(Session session) {
        return String.join(
                "; ",
                session.fallbacks().stream().map(each -> each.provider() + ": " + each.reason()).toList());
    }
}
