package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.lintel.hal.Accelerator;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The models of a bundle, loaded and ready, for one thread: load once more for a second thread.
 *
 * <pre>
 *   Picture ─▶ detector ─▶ FaceBoxes ─▶ landmarker ─▶ Landmarks ─▶ aligner ─▶ AlignedFace ─▶ embedder ─▶ float[]
 *                             └─▶ liveness                 └── quality ──┘
 * </pre>
 */
public final class FaceModels implements AutoCloseable {
    private static final String TODO = "use a bundle made for this release of Lintel";

    private static final List<Role> NEEDED = List.of(Role.EMBEDDER, Role.LIVENESS, Role.DETECTOR, Role.LANDMARKER);

    private final Bundle bundle;
    private final Map<Role, String> providers = new EnumMap<>(Role.class);
    private final Map<Role, List<ProviderFallback>> fallbacks = new EnumMap<>(Role.class);
    // Closed in reverse order of opening.
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Detector detector;
    private final Landmarker landmarker;
    private final Aligner aligner;
    private final Embedder embedder;
    private final Liveness liveness;
    private final Optional<PoseEstimator> pose;

    private FaceModels(Bundle bundle, Accelerator accelerator, Function<Role, SessionSettings> settings, boolean posed) {
        this.bundle = bundle;
        Map<Role, CompletableFuture<Session>> loading = new EnumMap<>(Role.class);
        try (ExecutorService loader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("models").factory())) {
            for (Role role : NEEDED) {
                loading.put(role, CompletableFuture.supplyAsync(() -> session(bundle, role, accelerator, settings), loader));
            }
            // OpenCV takes as long to load as the models: both at a time.
            loadLibraries();
            detector = part(Role.DETECTOR, loaded(loading, Role.DETECTOR), (s, pixels) -> new Detector(s, pixels, bundle.detection()));
            landmarker = part(Role.LANDMARKER, loaded(loading, Role.LANDMARKER), Landmarker::new);
            embedder = part(Role.EMBEDDER, loaded(loading, Role.EMBEDDER), (s, pixels) -> new Embedder(s, pixels, bundle.embedding()));
            liveness = part(Role.LIVENESS, loaded(loading, Role.LIVENESS), (s, pixels) -> new Liveness(s, pixels, bundle.liveness()));
            pose = posed && bundle.model(Role.POSE).isPresent()
                    ? Optional.of(part(Role.POSE, session(bundle, Role.POSE, accelerator, settings), PoseEstimator::new))
                    : Optional.empty();
            aligner = new Aligner();
            owned.push(aligner);
        } catch (RuntimeException | Error e) {
            close();
            // By now all are loaded or have failed.
            loading.values().stream().filter(each -> !each.isCompletedExceptionally()).forEach(each -> each.join().close());
            throw e;
        }
    }

    /** Loads OpenCV, which takes a second or two and needs to be done once a process. Any thread; may be done ahead of time. */
    public static void loadLibraries() {
        // One core is enough for these small pictures, and OpenCV's pool would fight with the accelerator's threads.
        setNumThreads(1);
    }

    /**
     * Loads the models of a bundle that every face needs.
     *
     * @param settings how each role is to be run
     * @throws BundleException when a model is not one, or its tensors are not the manifest's
     * @throws HalException when the accelerator fails for another reason
     */
    public static FaceModels load(Bundle bundle, Accelerator accelerator, Function<Role, SessionSettings> settings) {
        return new FaceModels(bundle, accelerator, settings, false);
    }

    /** Loads also the model of the head's pose, if the bundle has one; no door needs it. */
    public static FaceModels loadWithPose(Bundle bundle, Accelerator accelerator, Function<Role, SessionSettings> settings) {
        return new FaceModels(bundle, accelerator, settings, true);
    }

    /** What was loaded. */
    public Bundle bundle() {
        return bundle;
    }

    /** Finds faces. */
    public Detector detector() {
        return detector;
    }

    /** Finds their points. */
    public Landmarker landmarker() {
        return landmarker;
    }

    /** Brings them upright. */
    public Aligner aligner() {
        return aligner;
    }

    /** Turns them into embeddings. */
    public Embedder embedder() {
        return embedder;
    }

    /** Tells whether they are live. */
    public Liveness liveness() {
        return liveness;
    }

    /** Tells where heads are turned, if it was loaded. */
    public Optional<PoseEstimator> pose() {
        return pose;
    }

    /** Where each model really runs. */
    public Map<Role, String> providers() {
        return Map.copyOf(providers);
    }

    /** What each model was refused, in the order it was asked for; empty lists where it got its first choice. */
    public Map<Role, List<ProviderFallback>> fallbacks() {
        return Map.copyOf(fallbacks);
    }

    /** Closes every model, whatever comes of closing one. */
    @Override
    public void close() {
        List<Exception> failures = new ArrayList<>();
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("closing a model failed: " + failures.getFirst().getMessage());
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Makes a step from a session and its pixel rule. */
    @FunctionalInterface
    private interface Maker<T> {
        T make(Session session, PixelRule pixels);
    }

    /** Takes over a session that was loaded meanwhile. */
    private static Session loaded(Map<Role, CompletableFuture<Session>> loading, Role role) {
        try {
            return Objects.requireNonNull(loading.remove(role)).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    private static Session session(Bundle bundle, Role role, Accelerator accelerator, Function<Role, SessionSettings> settings) {
        return load(accelerator, bundle.model(role).orElseThrow(), settings.apply(role));
    }

    private <T extends AutoCloseable> T part(Role role, Session session, Maker<T> maker) {
        ModelFile model = bundle.model(role).orElseThrow();
        try {
            compare(model, "input", model.inputs(), session.inputs());
            compare(model, "output", model.outputs(), session.outputs());
            T part = maker.make(session, model.pixels());
            owned.push(part);
            providers.put(role, session.provider());
            fallbacks.put(role, session.fallbacks());
            return part;
        } catch (IllegalArgumentException e) {
            session.close();
            throw new BundleException("the " + role.key() + " model does not fit its role: " + e.getMessage(), model.path().toString(), TODO, e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Session load(Accelerator accelerator, ModelFile model, SessionSettings settings) {
        try {
            return accelerator.load(model.path(), settings);
        } catch (HalException e) {
            switch (e.kind()) {
                case CORRUPT, UNSUPPORTED, GONE -> throw new BundleException(
                        "the " + model.role().key() + " model cannot be loaded: " + e.getMessage(), model.path().toString(), TODO, e);
                default -> throw e;
            }
        }
    }

    private static void compare(ModelFile model, String kind, List<TensorSpec> promised, List<TensorSpec> found) {
        if (!promised.equals(found)) {
            throw new BundleException(
                    "the " + model.role().key() + " model has the " + kind + "s " + found + " and the manifest promises " + promised,
                    model.path().toString(),
                    TODO);
        }
    }
}
