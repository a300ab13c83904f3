package io.lintel.hal.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Accelerator;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.contract.AcceleratorContract;
import io.lintel.hal.contract.OnnxModels;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ONNX Runtime keeps the accelerator's contract, and falls back honestly where there is no GPU build. */
class OrtAcceleratorTest extends AcceleratorContract {
    private static final int RUNS = 2_000;

    @Override
    protected String name() {
        return OrtAcceleratorProvider.NAME;
    }

    @Override
    protected Accelerator open() {
        return new OrtAcceleratorProvider().open();
    }

    @Test
    void runsOnTheProcessorAndTellsWhyWhenNothingElseIsToBeHad() throws IOException {
        SessionSettings settings = new SessionSettings(List.of("tensorrt", "cuda", "tpu"), 2, true, true, 0, Optional.empty());
        try (Session session = load("add.onnx", OnnxModels.add(), settings)) {
            assertThat(session.provider()).isEqualTo("cpu");
            assertThat(session.fallbacks()).extracting(ProviderFallback::provider).containsExactly("tensorrt", "cuda", "tpu");
            assertThat(session.fallbacks()).allSatisfy(fallback -> assertThat(fallback.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(310));
            assertThat(session.fallbacks().get(2).reason()).contains("tensorrt, cuda and cpu");
            session.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, 4);
            session.input(1).setAtIndex(ValueLayout.JAVA_FLOAT, 0, 5);
            session.run();
            assertThat(session.output(0).getAtIndex(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(9);
        }
    }

    @Test
    void asksNoFurtherThanTheFirstProviderThatWorks() throws IOException {
        SessionSettings settings = new SessionSettings(List.of("cpu", "cuda"), 1, false, false, 0, Optional.empty());
        try (Session session = load("add.onnx", OnnxModels.add(), settings)) {
            assertThat(session.provider()).isEqualTo("cpu");
            assertThat(session.fallbacks()).isEmpty();
        }
    }

    @Test
    void allocatesOnlyTheRuntimesOwnGarbage() throws IOException {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Session session = load("add.onnx", OnnxModels.add())) {
            for (int i = 0; i < RUNS; i++) {
                session.run();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                session.run();
            }
            long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / RUNS;
            System.out.println("ONNX Runtime's own garbage: " + bytes + " bytes a run (2 inputs, 1 output)");
            assertThat(bytes).as("bytes a run").isLessThan(900);
        }
    }
}
