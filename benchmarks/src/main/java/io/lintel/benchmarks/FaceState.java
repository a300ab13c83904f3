package io.lintel.benchmarks;

import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.SessionSettings;
import io.lintel.models.AlignedFace;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The default bundle loaded, and one real face taken through all steps. */
@State(Scope.Thread)
public class FaceState {
    /** CPU threads of a model run. */
    @Param({"1", "2"})
    public int threads;

    FaceModels models;
    Picture picture;
    FaceBoxes faces;
    Landmarks landmarks;
    AlignedFace aligned;
    float[] embedding;

    private Accelerator accelerator;

    /** Loads and warms. */
    @Setup(Level.Trial)
    public void open() {
        accelerator = ServiceLoader.load(AcceleratorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("onnxruntime"))
                .findFirst()
                .orElseThrow()
                .open();
        SessionSettings settings = new SessionSettings(List.of("cpu"), threads, false, false, 0, Optional.empty());
        models = FaceModels.load(Bundle.open(Photographs.bundle()), accelerator, role -> settings);
        picture = Picture.decode(Photographs.group());
        faces = new FaceBoxes();
        landmarks = new Landmarks();
        aligned = new AlignedFace();
        embedding = new float[models.embedder().dimension()];
        models.detector().detect(picture, faces);
        models.landmarker().locate(picture, faces, 0, landmarks);
        models.aligner().align(picture, landmarks, aligned);
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() {
        aligned.close();
        picture.close();
        models.close();
        accelerator.close();
    }
}
