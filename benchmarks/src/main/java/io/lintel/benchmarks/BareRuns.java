package io.lintel.benchmarks;

import io.lintel.daemon.BackEnds;
import io.lintel.hal.Accelerator;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.models.AlignedFace;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.ModelFile;
import io.lintel.models.Picture;
import io.lintel.models.Role;
import io.lintel.models.SideJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the models take by themselves: nothing before, nothing after. Their inputs hold a real face, because some operators take twice
 * as long over a picture as over zeros.
 */
final class BareRuns {
    private static final int WARM = 50;
    private static final int RUNS = 200;
    private static final int PACED_RUNS = 60;

    private BareRuns() {}

    /**
     * Median microseconds.
     *
     * @param back one run by role, back to back, one model after the other
     * @param paced one run by role: all models of one face, then idle until the next frame is due
     * @param beside all runs of one face, paced, liveness on a second thread beside landmarks and embedding: what two threads that share
     *     a core's arithmetic and memory really gain
     */
    record Medians(Map<Role, Double> back, Map<Role, Double> paced, double beside) {}

    static Medians measure(SessionSettings settings, double framesPerSecond) throws InterruptedException {
        Map<Role, Session> sessions = new EnumMap<>(Role.class);
        Bundle bundle = Bundle.open(Photographs.bundle());
        try (Accelerator accelerator = BackEnds.installed().accelerator("onnxruntime").open();
                FaceModels models = FaceModels.load(bundle, new Noting(accelerator, bundle, sessions), _ -> settings)) {
            fill(models);
            Map<Role, Double> back = new EnumMap<>(Role.class);
            sessions.forEach((role, session) -> back.put(role, backToBack(session)));
            return new Medians(back, paced(sessions, framesPerSecond), beside(sessions, framesPerSecond));
        }
    }

    /** Takes a face through all steps, so that its pixels lie in the models' inputs. */
    private static void fill(FaceModels models) {
        try (Picture picture = Picture.decode(Photographs.group());
                AlignedFace aligned = new AlignedFace()) {
            FaceBoxes faces = new FaceBoxes();
            Landmarks landmarks = new Landmarks();
            models.detector().detect(picture, faces);
            models.landmarker().locate(picture, faces, 0, landmarks);
            models.aligner().align(picture, landmarks, aligned);
            models.embedder().prepare(aligned);
            models.liveness().score(picture, faces, 0);
        }
    }

    private static double backToBack(Session session) {
        long[] nanos = new long[RUNS];
        for (int run = -WARM; run < RUNS; run++) {
            long began = System.nanoTime();
            session.run();
            if (run >= 0) {
                nanos[run] = System.nanoTime() - began;
            }
        }
        return median(nanos);
    }

    private static Map<Role, Double> paced(Map<Role, Session> sessions, double framesPerSecond) throws InterruptedException {
        Map<Role, long[]> nanos = new EnumMap<>(Role.class);
        long due = System.nanoTime();
        for (int frame = 0; frame < PACED_RUNS; frame++) {
            for (Map.Entry<Role, Session> each : sessions.entrySet()) {
                long began = System.nanoTime();
                each.getValue().run();
                nanos.computeIfAbsent(each.getKey(), _ -> new long[PACED_RUNS])[frame] = System.nanoTime() - began;
            }
            due += (long) (1e9 / framesPerSecond);
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
        Map<Role, Double> medians = new EnumMap<>(Role.class);
        nanos.forEach((role, each) -> medians.put(role, median(each)));
        return medians;
    }

    private static double beside(Map<Role, Session> sessions, double framesPerSecond) throws InterruptedException {
        Session detector = Objects.requireNonNull(sessions.get(Role.DETECTOR));
        Session landmarker = Objects.requireNonNull(sessions.get(Role.LANDMARKER));
        Session embedder = Objects.requireNonNull(sessions.get(Role.EMBEDDER));
        long[] nanos = new long[PACED_RUNS];
        try (SideJob liveness = new SideJob("bare-liveness", Objects.requireNonNull(sessions.get(Role.LIVENESS))::run)) {
            long due = System.nanoTime();
            for (int frame = 0; frame < PACED_RUNS; frame++) {
                long began = System.nanoTime();
                detector.run();
                liveness.begin();
                landmarker.run();
                landmarker.run();
                embedder.run();
                liveness.settle();
                nanos[frame] = System.nanoTime() - began;
                due += (long) (1e9 / framesPerSecond);
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
        }
        return median(nanos);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    /** Remembers which session became which model. */
    private record Noting(Accelerator real, Bundle bundle, Map<Role, Session> sessions) implements Accelerator {
        @Override
        public Session load(Path model, SessionSettings settings) {
            Session session = real.load(model, settings);
            for (ModelFile file : bundle.models().values()) {
                if (file.path().equals(model)) {
                    sessions.put(file.role(), session);
                }
            }
            return session;
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
