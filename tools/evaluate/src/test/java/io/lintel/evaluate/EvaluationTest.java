package io.lintel.evaluate;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.evaluate.background.BackgroundEvaluation;
import io.lintel.evaluate.background.BackgroundReport;
import io.lintel.evaluate.background.Kind;
import io.lintel.evaluate.background.Step;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.DatasetReader;
import io.lintel.evaluate.face.Canvas;
import io.lintel.evaluate.face.Outcome;
import io.lintel.evaluate.liveness.Admission;
import io.lintel.evaluate.liveness.LivenessEvaluation;
import io.lintel.evaluate.liveness.LivenessReport;
import io.lintel.evaluate.liveness.Presentation;
import io.lintel.evaluate.liveness.Species;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.recognition.RecognitionEvaluation;
import io.lintel.evaluate.recognition.RecognitionReport;
import io.lintel.evaluate.recognition.RecognitionResult;
import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.ReportFiles;
import io.lintel.evaluate.report.TextReport;
import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on the demo's photographs: one woman who is in two of them, and people who are in one each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationTest {
    private static final Path MODELS = Path.of(System.getProperty("lintel.root", "../.."), "models", "target");

    @TempDir
    Path folder = Path.of("");

    private final Accelerator accelerator = ServiceLoader.load(AcceleratorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("onnxruntime"))
            .findFirst()
            .orElseThrow()
            .open();
    private final Bundle bundle = Bundle.open(MODELS.resolve("bundle/lintel-default"));
    private final Workers workers = new Workers(1, Progress.SILENT);

    @AfterAll
    void close() {
        accelerator.close();
    }

    @Test
    void tellsPeopleApartAndSaysThatTheSampleIsSmall() throws IOException {
        people();
        RecognitionEvaluation evaluation = new RecognitionEvaluation(bundle, this::models, workers, false, 1, 50);
        RecognitionResult result = evaluation.of(new DatasetReader(folder).read(Optional.empty()), Optional.empty());
        assertThat(result.acquisition().count(Outcome.UNREADABLE)).isEqualTo(1);
        assertThat(result.acquisition().count(Outcome.USED)).isEqualTo(4);
        assertThat(result.acquisition().detected()).as("a file that cannot be read shows no face")
                .isInstanceOfSatisfying(Estimate.Measured.class, share -> assertThat(share.value()).isEqualTo(0.8));
        var verification = result.verification().orElseThrow();
        assertThat(verification.genuine().size()).isEqualTo(1);
        assertThat(verification.genuine().score(0)).isGreaterThan(0.6f);
        assertThat(verification.impostor().size()).isEqualTo(5);
        assertThat(verification.impostor().score(0)).isLessThan(0.36f);
        assertThat(verification.atMeasured()).allSatisfy(point -> assertThat(point.fnmr()).isInstanceOf(Estimate.Unsupported.class));

        Report report = new RecognitionReport(result, true).report();
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text)).print(report);
        assertThat(text.toString()).contains("not supported", "the sample is small", "file unreadable", "VERIFICATION");
        assertThat(report.figures().getFirst().detail()).isEqualTo("4 / 5 photographs, 1 of them unreadable");
        Path page = ReportFiles.write(report, folder.resolve("out"));
        assertThat(Files.readString(page)).contains("data:image/png;base64,", "data:image/jpeg;base64,").doesNotContain("src=\"http");
        assertThat(folder.resolve("out/det.png")).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(page)).as("it shows faces").containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(folder.resolve("out/det.png"))).hasSize(2);
        assertThat(report.json()).containsKeys("verification", "calibration", "latency").containsEntry("remarks", report.cautions());
        assertThat(report.cautions()).anyMatch(each -> each.contains("one to many is not measured: that takes 6 people"))
                .noneMatch(each -> each.contains("copies"));
    }

    @Test
    void copiesOfOnePictureAreToldOf() throws IOException {
        people();
        Path woman;
        try (var files = Files.walk(folder)) {
            woman = files.filter(each -> each.endsWith("1.jpg") && !each.toString().contains("broken")).sorted().findFirst().orElseThrow();
        }
        Files.copy(woman, woman.resolveSibling("copy.jpg"));
        RecognitionEvaluation evaluation = new RecognitionEvaluation(bundle, this::models, workers, false, 1, 50);
        Report report = new RecognitionReport(evaluation.of(new DatasetReader(folder).read(Optional.empty()), Optional.empty()), true).report();
        assertThat(report.cautions()).anyMatch(each -> each.contains("comparisons of copies of one picture: 1 (cosine"));
    }

    @Test
    void measuresGeneratedAttacks() throws IOException {
        cut("sample1.jpg", 1340, 60, 440, 520, "woman/1.jpg");
        Dataset dataset = new DatasetReader(folder).read(Optional.empty());
        var result = new LivenessEvaluation(bundle, this::models, workers, 1).of(dataset, List.of());
        for (var presentation : result.presentations()) {
            switch (presentation.species()) {
                case FROZEN -> assertThat(presentation.signs().repeated()).isEqualTo(1);
                case REPLAY -> assertThat(presentation.signs().repeated()).isEqualTo(0.2);
                default -> assertThat(presentation.signs().repeated()).isZero();
            }
        }
        assertThat(result.of(Species.BONA_FIDE)).singleElement().matches(Presentation::admitted, "the door opens to the living");
        assertThat(result.of(Species.FROZEN)).singleElement().extracting(Presentation::door).isEqualTo(Admission.NOT_ALIVE);
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text)).print(new LivenessReport(result).report());
        assertThat(text.toString()).contains("no certification", "BPCER", "APCER print", "APCER at worst", "(0 / 1 frozen streams got in)");
    }

    @Test
    void cutsBackgroundsThatAreNoFaces() throws IOException {
        people();
        Files.copy(MODELS.resolve("photos/sample5.jpg"), folder.resolve("whole.jpg"));
        var result = new BackgroundEvaluation(bundle, variant -> FaceModels.load(variant, accelerator, _ -> SessionSettings.cpu()), workers, 6, 1)
                .of(new DatasetReader(folder).read(Optional.empty()));
        assertThat(result.real()).hasSize(5);
        assertThat(result.lost(Step.EMBEDDED, result.limits())).isZero();
        assertThat(result.pieces()).containsEntry(Kind.TEXT, 6);
        assertThat(result.pieces().get(Kind.PHOTOGRAPH)).isBetween(1, 20);
        assertThat(result.passing(Step.EMBEDDED, result.limits())).isLessThan(result.passing(Step.DETECTED, result.limits()) / 2 + 1);
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text)).print(new BackgroundReport(result).report());
        assertThat(text.toString()).contains("STEP BY STEP", "real faces lost");
    }

    private FaceModels models() {
        return FaceModels.load(bundle, accelerator, _ -> SessionSettings.cpu());
    }

    /** Boxes with room around faces of the demo's photographs; and a file that is no picture. */
    private void people() throws IOException {
        cut("sample1.jpg", 1340, 60, 440, 520, "woman/1.jpg");
        cut("sample3.jpg", 950, 60, 470, 600, "woman/2.jpg");
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/1.jpg"), "no picture");
        stranger("sample5.jpg", "stranger1/1.jpg");
        stranger("sample6.jpg", "stranger2/1.jpg");
    }

    /** The largest face of another photograph. */
    private void stranger(String photograph, String name) throws IOException {
        try (FaceModels own = models();
                Picture picture = Picture.decode(MODELS.resolve("photos").resolve(photograph))) {
            var faces = new FaceBoxes();
            own.detector().detect(picture, faces);
            int best = 0;
            for (int i = 1; i < faces.count(); i++) {
                best = faces.width(i) > faces.width(best) ? i : best;
            }
            int room = (int) (0.3 * faces.width(best));
            int x = Math.max(0, (int) faces.x(best) - room);
            int y = Math.max(0, (int) faces.y(best) - room);
            int width = Math.min(picture.width() - x, (int) faces.width(best) + 2 * room);
            int height = Math.min(picture.height() - y, (int) faces.height(best) + 2 * room);
            cut(photograph, x, y, width, height, name);
        }
    }

    private void cut(String photograph, int x, int y, int width, int height, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
        try (Picture picture = Picture.decode(MODELS.resolve("photos").resolve(photograph));
                Rect box = new Rect(x, y, width, height);
                Mat part = new Mat(picture.mat(), box);
                var canvas = new Canvas(width, height)) {
            part.copyTo(canvas.mat());
            Files.write(file, canvas.picture().jpeg(95));
        }
    }
}
