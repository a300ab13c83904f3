package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.Accelerator;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.onnxruntime.OrtAcceleratorProvider;
import io.lintel.hal.sim.SimAccelerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle is taken only if every file is the one its manifest means. */
class BundleTest {
    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void copy() {
        bundle = Fetched.copy(folder);
    }

    @Test
    void tellsWhatItIs() {
        Bundle opened = Bundle.open(bundle);
        assertThat(opened.name()).isEqualTo("lintel-default@1");
        assertThat(opened.embeddingSpace()).isEqualTo("mobilefacenet-512-a");
        assertThat(opened.models()).containsOnlyKeys(Role.values());
        assertThat(opened.licence().spdx()).isEqualTo("MIT");
        assertThat(opened.licence().cautions()).hasSize(2).anyMatch(c -> c.contains("another author")).anyMatch(c -> c.contains("unknown"));
        assertThat(opened.detection()).isEqualTo(new DetectionRule(0.65, 0.4));
        assertThat(opened.liveness().crop()).isEqualTo(1.5);
        assertThat(opened.calibration().impostorTail()).contains(new ScoreCalibration.Knot(0.45, -4.0));
        assertThat(opened.model(Role.DETECTOR)).hasValueSatisfying(model -> assertThat(model.pixels().order()).isEqualTo(ChannelOrder.RGB));
        assertThat(opened.model(Role.EMBEDDER)).hasValueSatisfying(model -> {
            assertThat(model.pixels().order()).isEqualTo(ChannelOrder.BGR);
            assertThat(model.outputs().get(0).shape()).containsExactly(1L, 512L);
        });
    }

    @Test
    void refusesAFolderThatIsNone() {
        assertRefused(folder.resolve("nowhere"), "no model bundle", "nowhere");
    }

    @Test
    void refusesAMissingManifest() throws IOException {
        Files.delete(bundle.resolve("bundle.toml"));
        assertRefused(bundle, "no manifest", "bundle.toml");
    }

    @Test
    void refusesAMissingModel() throws IOException {
        Files.delete(bundle.resolve("fr_feature.onnx"));
        assertRefused(bundle, "the embedder model is missing", "fr_feature.onnx");
    }

    @Test
    void refusesACutOffModel() throws IOException {
        Path model = bundle.resolve("fr_detect.onnx");
        byte[] bytes = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(bundle, "1217757 bytes instead of 1217758", "fr_detect.onnx");
    }

    @Test
    void refusesAModelWithOneBitTurned() throws IOException {
        Path model = bundle.resolve("fr_liveness.onnx");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        assertRefused(bundle, "SHA-256", "fr_liveness.onnx");
    }

    @Test
    void refusesAMissingOrOtherLicence() throws IOException {
        Files.writeString(bundle.resolve("LICENSE"), "do as you please");
        assertRefused(bundle, "the licence has 16 bytes", "LICENSE");
        Files.delete(bundle.resolve("LICENSE"));
        assertRefused(bundle, "the licence is missing", "LICENSE");
        edit("[licence]", "[terms]");
        assertRefused(bundle, "names no licence", "bundle.toml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[models.pose]                 | [models.telepathy]           | unknown role 'telepathy'",
        "[models.liveness]             | [models.pose2]               | unknown role 'pose2'",
        "format = 1                    | format = 2                   | format 2",
        "version = 1                   | version = 0                  | version is 0 and must lie in 1",
        "id = \"lintel-default\"       | id = \"../escape\"           | id is '../escape'",
        "file = \"fr_detect.onnx\"     | file = \"../fr_detect.onnx\" | models.detector.file is '../fr_detect.onnx'",
        "order = \"rgb\"               | order = \"hsv\"              | [models.detector.pixels] is not valid",
        "divide = [128.0]              | divide = [0.0]               | divide must not be 0",
        "score = 0.65                  | score = 1.5                  | score 1.5",
        "score = 0.65                  | score = \"high\"             | detection.score must be a number",
        "overlap = 0.4                 |                              | the manifest lacks detection.overlap",
        "crop = 1.5                    | crop = 9                     | crop = 9.0",
        "[0.336, -2.50]                | [0.336, -1.00]               | rates must fall, see knot 2",
        "[0.336, -2.50]                | [0.336]                      | [cosine, log10 rate] pairs",
        "genuine-sd = 0.11             | genuine-sd = 0               | must be positive",
        "shape = [1, 512]              | shape = [1, 0]               | open shape",
        "[detection]                   | [detection                   | not valid TOML",
    })
    void refusesAManifestThatMakesNoSense(String good, String bad, String complaint) throws IOException {
        edit(good, bad == null ? "" : bad);
        assertRefused(bundle, complaint, "bundle.toml");
    }

    @Test
    void refusesAHugeManifest() throws IOException {
        Files.write(bundle.resolve("bundle.toml"), new byte[(1 << 20) + 1]);
        assertRefused(bundle, "larger than 1 MiB", "bundle.toml");
    }

    @Test
    void refusesTensorsThatAreNotTheManifests() throws IOException {
        edit("shape = [1, 512]", "shape = [1, 256]");
        Bundle opened = Bundle.open(bundle);
        try (Accelerator accelerator = new OrtAcceleratorProvider().open()) {
            assertThatThrownBy(() -> FaceModels.load(opened, accelerator, role -> SessionSettings.cpu()))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("the embedder model has the outputs")
                    .hasMessageContaining("[1, 512]")
                    .hasMessageContaining("[1, 256]")
                    .hasMessageContaining("fr_feature.onnx");
        }
    }

    @Test
    void tellsWhichModelTheAcceleratorRefused() {
        SimAccelerator sim = new SimAccelerator();
        sim.failLoad("fr_liveness.onnx", new HalException(HalErrorKind.UNSUPPORTED, "load model", "fr_liveness.onnx", "operator Foo is unknown"));
        assertThatThrownBy(() -> FaceModels.load(Bundle.open(bundle), sim, role -> SessionSettings.cpu()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("the liveness model cannot be loaded")
                .hasMessageContaining("operator Foo is unknown");
    }

    @Test
    void runsOnASimulatedAcceleratorAndTellsFallbacks() {
        SimAccelerator sim = new SimAccelerator();
        sim.refuse("cuda", "no device");
        SessionSettings cuda = new SessionSettings(List.of("cuda", "cpu"), 1, false, false, 0, Optional.empty());
        try (FaceModels models = FaceModels.load(Bundle.open(bundle), sim, role -> role == Role.EMBEDDER ? cuda : SessionSettings.cpu());
                Picture picture = Picture.decode(Fetched.photo("sample1.jpg"))) {
            FaceBoxes faces = new FaceBoxes();
            models.detector().detect(picture, faces);
            assertThat(faces.count()).as("zeros are no faces").isZero();
            assertThat(sim.runs("fr_detect.onnx")).isEqualTo(1);
            assertThat(models.fallbacks().get(Role.EMBEDDER)).containsExactly(new ProviderFallback("cuda", "no device"));
            assertThat(models.fallbacks().get(Role.DETECTOR)).isEmpty();
            assertThat(models.providers()).containsEntry(Role.EMBEDDER, "sim");
        }
    }

    private void edit(String good, String bad) throws IOException {
        Path manifest = bundle.resolve("bundle.toml");
        String text = Files.readString(manifest);
        assertThat(text).contains(good);
        Files.writeString(manifest, text.replace(good, bad));
    }

    private static void assertRefused(Path bundle, String what, String where) {
        assertThatThrownBy(() -> Bundle.open(bundle)).isInstanceOfSatisfying(BundleException.class, e -> {
            assertThat(e.getMessage()).contains(what).doesNotContain("\n");
            assertThat(e.where()).contains(where);
            assertThat(e.todo()).isNotBlank();
        });
    }
}
