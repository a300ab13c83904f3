package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.vision.Faces;
import io.lintel.daemon.vision.ModelFaceReader;
import io.lintel.hal.Accelerator;
import io.lintel.hal.Frame;
import io.lintel.hal.FramePool;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import io.lintel.models.Role;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Liveness on a second thread says what it says on the first, and its failures reach whoever asks, or the next frame. */
class LivenessBesideTest {
    private volatile boolean broken;

    @Test
    void saysTheSameOnEitherThreadWhateverRunsBesideIt() {
        float[] alone = new float[512];
        float[] together = new float[512];
        assertThat(live(reader(true), together)).isEqualTo(live(reader(false), alone)).isBetween(0.0, 1.0);
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void whatIsAskedUnexpectedlyIsJudgedThen() {
        try (ModelFaceReader reader = reader(true);
                FramePool pool = pool()) {
            Faces faces = reader.detect(frame(pool, TestPhotos.atTheDoor()));
            assertThat(faces.count()).isPositive();
            double unexpected = reader.liveness(0);
            reader.expectLiveness(0);
            assertThat(reader.liveness(0)).isEqualTo(unexpected);
        }
    }

    @Test
    void anAnswerAboutOneFaceIsNoneAboutAnotherOfTheSameFrame() {
        try (ModelFaceReader reader = reader(true);
                FramePool pool = pool()) {
            Faces faces = reader.detect(frame(pool, TestPhotos.together()));
            assertThat(faces.count()).isGreaterThanOrEqualTo(2);
            double one = reader.liveness(0);
            double other = reader.liveness(1);
            assertThat(one).as("they differ").isNotEqualTo(other);
            reader.expectLiveness(0);
            assertThat(reader.liveness(1)).isEqualTo(other);
            assertThat(reader.liveness(0)).isEqualTo(one);
        }
    }

    @Test
    void anAnswerIsForgottenWithItsFrame() {
        try (ModelFaceReader reader = reader(true);
                FramePool pool = pool()) {
            reader.detect(frame(pool, TestPhotos.stranger()));
            double stranger = reader.liveness(0);
            reader.detect(frame(pool, TestPhotos.atTheDoor()));
            reader.expectLiveness(0);
            reader.settle();
            double door = reader.liveness(0);
            assertThat(door).as("they differ").isNotEqualTo(stranger);
            reader.detect(frame(pool, TestPhotos.stranger()));
            assertThat(reader.liveness(0)).isEqualTo(stranger);
        }
    }

    @Test
    void aFailureIsNoAnswer() {
        try (ModelFaceReader reader = reader(true);
                FramePool pool = pool()) {
            reader.detect(frame(pool, TestPhotos.atTheDoor()));
            broken = true;
            reader.expectLiveness(0);
            assertThatCode(reader::settle).doesNotThrowAnyException();
            assertThatThrownBy(() -> reader.liveness(0)).isInstanceOf(HalException.class).hasMessageContaining("unplugged");
        }
    }

    @Test
    void aFailureThatNobodyAskedAboutIsToldWithTheNextFrame() {
        try (ModelFaceReader reader = reader(true);
                FramePool pool = pool()) {
            Frame frame = frame(pool, TestPhotos.atTheDoor());
            reader.detect(frame);
            broken = true;
            reader.expectLiveness(0);
            assertThatThrownBy(() -> reader.detect(frame)).isInstanceOf(HalException.class).hasMessageContaining("unplugged");
        }
    }

    private static double live(ModelFaceReader reader, float[] embedding) {
        try (reader;
                FramePool pool = pool()) {
            reader.detect(frame(pool, TestPhotos.atTheDoor()));
            reader.expectLiveness(0);
            reader.locate(0);
            reader.align(0);
            reader.assess(0);
            reader.embed(embedding);
            return reader.liveness(0);
        }
    }

    private static FramePool pool() {
        return new FramePool(3, TestPhotos.WIDTH, TestPhotos.HEIGHT, PixelFormat.BGR24);
    }

    private static Frame frame(FramePool pool, byte[] pixels) {
        Frame frame = pool.acquire().orElseThrow();
        frame.pixels().copyFrom(MemorySegment.ofArray(pixels));
        frame.stamp(1, 1);
        return frame;
    }

    private ModelFaceReader reader(boolean overlap) {
        Bundle bundle = Bundle.open(TestPhotos.bundle());
        Accelerator real = BackEnds.installed().accelerator("onnxruntime").open();
        Path liveness = bundle.model(Role.LIVENESS).orElseThrow().path();
        return new ModelFaceReader(FaceModels.load(bundle, new Unplugged(real, liveness), _ -> SessionSettings.cpu()), 60, 8, overlap);
    }

    /** One model of it fails once the test says so. */
    private final class Unplugged implements Accelerator {
        private final Accelerator real;
        private final Path failing;

        Unplugged(Accelerator real, Path failing) {
            this.real = real;
            this.failing = failing;
        }

        @Override
        public Session load(Path model, SessionSettings settings) {
            Session session = real.load(model, settings);
            return model.equals(failing) ? new Failing(session) : session;
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class Failing implements Session {
        private final Session real;

        Failing(Session real) {
            this.real = real;
        }

        @Override
        public List<TensorSpec> inputs() {
            return real.inputs();
        }

        @Override
        public List<TensorSpec> outputs() {
            return real.outputs();
        }

        @Override
        public MemorySegment input(int index) {
            return real.input(index);
        }

        @Override
        public MemorySegment output(int index) {
            return real.output(index);
        }

        @Override
        public void run() {
            if (broken) {
                throw new HalException(HalErrorKind.GONE, "run model", "liveness", "the accelerator was unplugged");
            }
            real.run();
        }

        @Override
        public String provider() {
            return real.provider();
        }

        @Override
        public List<ProviderFallback> fallbacks() {
            return real.fallbacks();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
