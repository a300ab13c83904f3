package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.randu;

import io.lintel.hal.Accelerator;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds out how this machine runs each model of a bundle best: every provider that is really to be had, every number of threads,
 * spinning or not, with the pauses between runs that a door's frames leave. Runs without pauses would flatter threads that spin.
 *
 * <p>A dearer way must earn its price: more threads a tenth of the time, threads that spin, which keep cores busy for nothing, a
 * quarter. Then, whether liveness beside embedding is a tenth faster than after it. Input is noise over the whole range of a pixel. Takes
 * about two seconds a candidate. Threading: one thread.
 */
public final class TuningTrial {
    private static final int WARM_RUNS = 10;
    private static final int RUNS = 30;
    private static final int THREADS_MAX = 8;
    private static final double WORTH_THREADS = 0.9;
    private static final double WORTH_SPINNING = 0.75;

    /** Waits; a test lets a virtual clock pass. */
    @FunctionalInterface
    public interface Pause {
        /** Waits so many nanoseconds, 0 or more. */
        void nanos(long nanos) throws InterruptedException;
    }

    /** Runs two things at a time; a test lets a virtual clock pass. */
    @FunctionalInterface
    public interface Pair {
        /** Returns when both are done. */
        void run(Runnable beside, Runnable here);
    }

    private final Accelerator accelerator;
    private final int cores;
    private final long periodNanos;
    private final LongSupplier nanos;
    private final Pause pause;
    private final Pair pair;

    /**
     * A trial.
     *
     * @param cores of this machine
     * @param framesPerSecond of the door's camera
     */
    public TuningTrial(Accelerator accelerator, int cores, double framesPerSecond, LongSupplier nanos, Pause pause, Pair pair) {
        this.accelerator = accelerator;
        this.cores = cores;
        this.periodNanos = (long) (1e9 / framesPerSecond);
        this.nanos = nanos;
        this.pause = pause;
        this.pair = pair;
    }

    /**
     * Measures every model.
     *
     * @param base what is not tried: half precision, device, cache
     * @param providers to be tried, the cheapest first
     */
    public ModelTuning measure(Bundle bundle, SessionSettings base, List<String> providers) throws InterruptedException {
        Map<Role, ModelTuning.Choice> choices = new EnumMap<>(Role.class);
        for (ModelFile model : bundle.models().values().stream().sorted(Comparator.comparing(ModelFile::role)).toList()) {
            best(model, base, providers).ifPresent(choice -> choices.put(model.role(), choice));
        }
        return new ModelTuning(bundle.name(), cores, overlap(bundle, base, choices), choices);
    }

    private boolean overlap(Bundle bundle, SessionSettings base, Map<Role, ModelTuning.Choice> choices) throws InterruptedException {
        ModelTuning.Choice embedding = choices.get(Role.EMBEDDER);
        ModelTuning.Choice judging = choices.get(Role.LIVENESS);
        if (cores < 2 || embedding == null || judging == null) {
            return false;
        }
        ModelFile embedderFile = bundle.model(Role.EMBEDDER).orElseThrow();
        ModelFile livenessFile = bundle.model(Role.LIVENESS).orElseThrow();
        try (Session embedder = accelerator.load(embedderFile.path(), settings(base, embedding));
                Session liveness = accelerator.load(livenessFile.path(), settings(base, judging))) {
            fill(embedder, embedderFile.pixels());
            fill(liveness, livenessFile.pixels());
            long inTurn = measure(() -> {
                embedder.run();
                liveness.run();
            });
            return measure(() -> pair.run(liveness::run, embedder::run)) < inTurn * WORTH_THREADS;
        }
    }

    /** Empty if this accelerator runs the model by none of these providers. */
    private Optional<ModelTuning.Choice> best(ModelFile model, SessionSettings base, List<String> providers) throws InterruptedException {
        List<ModelTuning.Choice> measured = new ArrayList<>();
        for (SessionSettings settings : candidates(base, providers)) {
            String provider = settings.providers().get(0);
            try (Session session = accelerator.load(model.path(), settings)) {
                if (session.provider().equals(provider)) {
                    measured.add(new ModelTuning.Choice(provider, settings.threads(), settings.spinning(), measure(session, model) / 1_000));
                }
            }
        }
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        ModelTuning.Choice best = measured.get(0);
        for (ModelTuning.Choice each : measured) {
            double worth = each.spinning() && !best.spinning() ? WORTH_SPINNING : WORTH_THREADS;
            if (each.micros() < best.micros() * worth) {
                best = each;
            }
        }
        return Optional.of(best);
    }

    /** From the cheapest to the dearest. */
    private List<SessionSettings> candidates(SessionSettings base, List<String> providers) {
        List<SessionSettings> candidates = new ArrayList<>();
        for (String provider : providers) {
            candidates.add(candidate(base, provider, 1, false));
            // Threads and spinning are the processor's: an accelerator has its own.
            for (int threads = 2; provider.equals("cpu") && threads <= Math.min(cores, THREADS_MAX); threads++) {
                candidates.add(candidate(base, provider, threads, false));
            }
            for (int threads = 2; provider.equals("cpu") && threads <= Math.min(cores, THREADS_MAX); threads++) {
                candidates.add(candidate(base, provider, threads, true));
            }
        }
        return candidates;
    }

    private static SessionSettings candidate(SessionSettings base, String provider, int threads, boolean spinning) {
        return settings(base, new ModelTuning.Choice(provider, threads, spinning, 0));
    }

    private static SessionSettings settings(SessionSettings base, ModelTuning.Choice choice) {
        return new SessionSettings(
                List.of(choice.provider()), choice.threads(), choice.spinning(), base.halfPrecision(), base.deviceId(), base.engineCache());
    }

    private long measure(Session session, ModelFile model) throws InterruptedException {
        fill(session, model.pixels());
        return measure(session::run);
    }

    /** What nine runs in ten do not exceed, nanoseconds. */
    private long measure(Runnable work) throws InterruptedException {
        for (int run = 0; run < WARM_RUNS; run++) {
            work.run();
        }
        long[] took = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long began = nanos.getAsLong();
            work.run();
            took[run] = nanos.getAsLong() - began;
            pause.nanos(Math.max(0, periodNanos - took[run]));
        }
        Arrays.sort(took);
        return took[RUNS * 9 / 10 - 1];
    }

    private static void fill(Session session, PixelRule pixels) {
        try (TensorPlanes planes = new TensorPlanes(session, pixels);
                Mat noise = new Mat(planes.height(), planes.width(), CV_8UC3);
                Mat low = new Mat(new double[] {0});
                Mat high = new Mat(new double[] {256})) {
            randu(noise, low, high);
            planes.fill(noise);
        }
    }
}
