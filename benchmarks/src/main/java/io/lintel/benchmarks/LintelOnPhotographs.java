package io.lintel.benchmarks;

import io.lintel.daemon.BackEnds;
import io.lintel.hal.Accelerator;
import io.lintel.hal.SessionSettings;
import io.lintel.models.AlignedFace;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import java.io.IOException;
import java.nio.file.Path;

/** Lintel beside its peers: the default bundle's detector, landmarks, alignment and embedder on photographs, without a quality gate. */
public final class LintelOnPhotographs {
    private LintelOnPhotographs() {}

    /**
     * Writes the peers' lines.
     *
     * @param args the list of photographs
     */
    public static void main(String[] args) throws IOException {
        PeerLines lines = new PeerLines();
        try (Accelerator accelerator = BackEnds.installed().accelerator("onnxruntime").open();
                FaceModels models = FaceModels.load(Bundle.open(Photographs.bundle()), accelerator, _ -> SessionSettings.cpu());
                AlignedFace aligned = new AlignedFace()) {
            FaceBoxes faces = new FaceBoxes();
            Landmarks points = new Landmarks();
            float[] embedding = new float[models.embedder().dimension()];
            for (PeerLines.Labelled photograph : PeerLines.read(Path.of(args[0]))) {
                try (Picture picture = Picture.decode(photograph.file())) {
                    long began = PeerLines.nanos();
                    models.detector().detect(picture, faces);
                    long detected = PeerLines.nanos();
                    if (faces.count() > 0) {
                        models.landmarker().locate(picture, faces, largest(faces), points);
                        models.aligner().align(picture, points, aligned);
                        models.embedder().embed(aligned, embedding);
                    }
                    long embedded = PeerLines.nanos();
                    lines.write(photograph, faces.count(), detected - began, embedded - detected, faces.count() > 0 ? embedding : new float[0]);
                }
            }
        }
        lines.end();
    }

    private static int largest(FaceBoxes faces) {
        int largest = 0;
        for (int face = 1; face < faces.count(); face++) {
            if (faces.width(face) * faces.height(face) > faces.width(largest) * faces.height(largest)) {
                largest = face;
            }
        }
        return largest;
    }
}
