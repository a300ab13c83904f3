package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Accelerator;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on a virtual clock is measured, remembered, and obeyed unless the operator said otherwise. */
class ModelTuningTest {
    private static final ModelTuning.Written NOTHING = new ModelTuning.Written(false, false, false);
    private static final List<String> CPU = List.of("cpu");

    @TempDir
    Path state;

    private final Bundle bundle = Bundle.open(Fetched.bundle());
    private final List<String> opened = new ArrayList<>();
    private long now;
    private long paused;
    private int pauses;

    @Test
    void takesMoreThreadsWhereTheyPayAndNotWhereTheyDoNot() throws InterruptedException {
        ModelTuning worth = measure(CPU, settings -> 8_000_000 / settings.threads());
        assertThat(worth.choices()).hasSize(bundle.models().size());
        assertThat(worth.choices().values()).allSatisfy(choice -> assertThat(choice.threads()).isEqualTo(4));
        assertThat(worth.choice(Role.EMBEDDER)).contains(new ModelTuning.Choice("cpu", 4, false, 2_000));
        ModelTuning hardly = measure(CPU, settings -> 8_000_000 - 100_000L * settings.threads());
        assertThat(hardly.choice(Role.EMBEDDER)).contains(new ModelTuning.Choice("cpu", 1, false, 7_900));
    }

    @Test
    void spinningMustEarnTheCoreItBurns() throws InterruptedException {
        assertThat(measure(CPU, settings -> settings.spinning() ? 4_200_000 : 5_000_000).choice(Role.DETECTOR).orElseThrow().spinning()).isFalse();
        assertThat(measure(CPU, settings -> settings.spinning() ? 3_000_000 : 5_000_000).choice(Role.DETECTOR).orElseThrow().spinning()).isTrue();
    }

    @Test
    void triesAnAcceleratorOnlyWhereItReallyRuns() throws InterruptedException {
        ModelTuning tuning = measure(List.of("cpu", "cuda", "tensorrt"), settings -> settings.providers().contains("cuda") ? 1_000_000 : 5_000_000);
        assertThat(tuning.choice(Role.LIVENESS)).contains(new ModelTuning.Choice("cuda", 1, false, 1_000));
        assertThat(opened).contains("cuda 1 false").doesNotContain("cuda 2 false");
    }

    @Test
    void twoModelsRunAtATimeWhereThatIsFaster() throws InterruptedException {
        assertThat(measure(2, 0, CPU, _ -> 5_000_000).overlap()).isTrue();
        assertThat(measure(2, 4_500_000, CPU, _ -> 5_000_000).overlap()).as("they disturb each other").isFalse();
        assertThat(measure(1, 0, CPU, _ -> 5_000_000).overlap()).as("one core").isFalse();
    }

    @Test
    void whereNoneOfThemRunsNothingIsChosen() throws InterruptedException {
        assertThat(measure(List.of("tensorrt"), _ -> 1_000_000).choices()).isEmpty();
    }

    @Test
    void pacesRunsLikeTheDoor() throws InterruptedException {
        measure(1, 0, CPU, _ -> 6_000_000);
        assertThat(paused / pauses).isEqualTo(1_000_000_000 / 10 - 6_000_000);
    }

    @Test
    void isKeptForItsOwnerOnlyAndReadBack() throws IOException {
        TuningFile file = new TuningFile(state);
        assertThat(file.read()).isEmpty();
        ModelTuning tuning = new ModelTuning("b@1", 4, true, Map.of(Role.EMBEDDER, new ModelTuning.Choice("cpu", 2, true, 1_234)));
        file.write(tuning);
        file.write(tuning);
        assertThat(file.read()).contains(tuning);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        assertThat(state).isDirectoryContaining(each -> each.endsWith(TuningFile.NAME)).isDirectoryNotContaining(each -> each.toString().endsWith(".new"));
    }

    @Test
    void aFileThatIsNoTuningIsNoTuning() throws IOException {
        TuningFile file = new TuningFile(state);
        for (String text : List.of("", "bundle = ", "bundle = 7", "cores = 2\n[embedder]\nprovider = \"cpu\"\nthreads = 900", "embedder = 1", "\0\0")) {
            Files.writeString(file.path(), text);
            assertThat(file.read().filter(tuning -> tuning.holdsFor(bundle, 2))).as(text).isEmpty();
        }
    }

    @Test
    void holdsForItsBundleAndMachineOnly() {
        ModelTuning tuning = new ModelTuning(bundle.name(), 4, false, Map.of());
        assertThat(tuning.holdsFor(bundle, 4)).isTrue();
        assertThat(tuning.holdsFor(bundle, 2)).isFalse();
        assertThat(new ModelTuning("other@1", 4, false, Map.of()).holdsFor(bundle, 4)).isFalse();
    }

    @Test
    void whatTheOperatorWroteWins() {
        ModelTuning tuning = new ModelTuning("b@1", 4, false, Map.of(Role.EMBEDDER, new ModelTuning.Choice("cuda", 4, true, 1)));
        SessionSettings configured = new SessionSettings(List.of("cpu"), 2, false, true, 1, Optional.of(Path.of("cache")));
        assertThat(tuning.settings(Role.DETECTOR, configured, NOTHING)).as("not measured").isEqualTo(configured);
        assertThat(tuning.settings(Role.EMBEDDER, configured, NOTHING))
                .isEqualTo(new SessionSettings(List.of("cuda", "cpu"), 4, true, true, 1, Optional.of(Path.of("cache"))));
        assertThat(tuning.settings(Role.EMBEDDER, configured, new ModelTuning.Written(true, true, true))).isEqualTo(configured);
        assertThat(tuning.settings(Role.EMBEDDER, configured, new ModelTuning.Written(false, true, false)).threads()).isEqualTo(2);
    }

    private ModelTuning measure(List<String> providers, ToLongFunction<SessionSettings> nanosOfARun) throws InterruptedException {
        return measure(4, 0, providers, nanosOfARun);
    }

    /** The clock of two that run at a time is the longer one's, {@code disturbance} later. */
    private ModelTuning measure(int cores, long disturbance, List<String> providers, ToLongFunction<SessionSettings> nanosOfARun)
            throws InterruptedException {
        TuningTrial.Pair pair = (beside, here) -> {
            long began = now;
            beside.run();
            long first = now;
            now = began;
            here.run();
            now = Math.max(first, now) + disturbance;
        };
        try (Accelerator machine = new Machine(nanosOfARun)) {
            return new TuningTrial(machine, cores, 10, () -> now, this::pass, pair).measure(bundle, SessionSettings.cpu(), providers);
        }
    }

    private void pass(long nanos) {
        paused += nanos;
        pauses++;
        now += nanos;
    }

    /** Has a processor and a CUDA device; a run takes what the test says. */
    private final class Machine implements Accelerator {
        private final ToLongFunction<SessionSettings> nanosOfARun;

        Machine(ToLongFunction<SessionSettings> nanosOfARun) {
            this.nanosOfARun = nanosOfARun;
        }

        @Override
        public Session load(Path path, SessionSettings settings) {
            ModelFile model = bundle.models().values().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
            String wanted = settings.providers().get(0);
            opened.add(wanted + " " + settings.threads() + " " + settings.spinning());
            return new TensorSession(path.toString(), model.inputs(), model.outputs()) {
                @Override
                protected void compute() {
                    now += nanosOfARun.applyAsLong(settings);
                }

                @Override
                protected void release() {
                    // Nothing is held.
                }

                @Override
                public String provider() {
                    return wanted.equals("cuda") ? "cuda" : "cpu";
                }

                @Override
                public List<ProviderFallback> fallbacks() {
                    return List.of();
                }
            };
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
