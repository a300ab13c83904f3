package io.lintel.benchmarks;

import io.lintel.daemon.BackEnds;
import io.lintel.hal.Accelerator;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.ModelFile;
import io.lintel.models.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What the models take by themselves: nothing before, nothing after. */
final class BareRuns {
    private static final int WARM = 50;
    private static final int RUNS = 200;

    private BareRuns() {}

    /** Median microseconds of one run, by role. */
    static Map<Role, Double> medianMicros() {
        Map<Role, Double> medians = new EnumMap<>(Role.class);
        try (Accelerator accelerator = BackEnds.installed().accelerator("onnxruntime").open()) {
            for (ModelFile model : Bundle.open(Photographs.bundle()).models().values()) {
                try (Session session = accelerator.load(model.path(), SessionSettings.cpu())) {
                    medians.put(model.role(), median(session));
                }
            }
        }
        return medians;
    }

    private static double median(Session session) {
        long[] nanos = new long[RUNS];
        for (int run = -WARM; run < RUNS; run++) {
            long began = System.nanoTime();
            session.run();
            if (run >= 0) {
                nanos[run] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        return nanos[RUNS / 2] / 1e3;
    }
}
