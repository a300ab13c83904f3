package io.lintel.demo;

import io.lintel.hal.Accelerator;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.onnxruntime.OrtAcceleratorProvider;
import io.lintel.models.AlignedFace;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceEnroller;
import io.lintel.models.FaceModels;
import io.lintel.models.FaceTemplate;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks at single pictures with the door's own models. One thread. */
final class Looker implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("lintel.root", "../.."));
    static final Path BUNDLE = ROOT.resolve("models/target/bundle/lintel-default");
    static final Path PHOTOGRAPHS = ROOT.resolve("models/target/photos");

    private final Accelerator accelerator = new OrtAcceleratorProvider().open();
    private final FaceModels models = FaceModels.load(Bundle.open(BUNDLE), accelerator, _ -> SessionSettings.cpu());
    private final FaceBoxes faces = new FaceBoxes();
    private final Landmarks landmarks = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();

    /** A face in a picture. */
    record Seen(double width, FaceTemplate template, double alive) {}

    FaceModels models() {
        return models;
    }

    /** Everybody in a picture. */
    List<Seen> look(Mat picture) {
        List<Seen> seen = new ArrayList<>();
        try (Picture view = view(picture)) {
            models.detector().detect(view, faces);
            for (int i = 0; i < faces.count(); i++) {
                float[] embedding = new float[models.embedder().dimension()];
                models.landmarker().locate(view, faces, i, landmarks);
                models.aligner().align(view, landmarks, aligned);
                models.embedder().embed(aligned, embedding);
                FaceTemplate template = new FaceTemplate(models.bundle().embeddingSpace(), 1, embedding);
                seen.add(new Seen(faces.width(i), template, models.liveness().score(view, faces, i)));
            }
        }
        return seen;
    }

    /** How many faces a picture shows. */
    int count(Mat picture) {
        try (Picture view = view(picture)) {
            models.detector().detect(view, faces);
            return faces.count();
        }
    }

    /** Enrols from a photograph as the door does. */
    FaceTemplate enrol(Path photograph) {
        try (FaceEnroller enroller = new FaceEnroller(models);
                Picture picture = Picture.decode(photograph)) {
            return enroller.template(picture);
        }
    }

    @Override
    public void close() {
        models.close();
        accelerator.close();
    }

    private static Picture view(Mat picture) {
        long bytes = picture.total() * picture.elemSize();
        return Picture.of(
                MemorySegment.ofAddress(picture.data().address()).reinterpret(bytes), picture.cols(), picture.rows(), PixelFormat.BGR24);
    }
}
