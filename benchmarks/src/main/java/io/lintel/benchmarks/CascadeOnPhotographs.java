package io.lintel.benchmarks;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** OpenCV's frontal-face cascade, which comes with JavaCV, with OpenCV's own settings: the detector of countless door projects. */
public final class CascadeOnPhotographs {
    private static final String CASCADE = "/org/bytedeco/opencv/linux-x86_64/share/opencv4/haarcascades/haarcascade_frontalface_default.xml";

    private CascadeOnPhotographs() {}

    /**
     * Writes the peers' lines.
     *
     * @param args the list of photographs
     */
    public static void main(String[] args) throws IOException {
        PeerLines lines = new PeerLines();
        opencv_core.setNumThreads(1);
        File cascade = Loader.extractResource(CASCADE, null, "cascade", ".xml");
        try (CascadeClassifier classifier = new CascadeClassifier(cascade.getPath());
                RectVector faces = new RectVector()) {
            for (PeerLines.Labelled photograph : PeerLines.read(Path.of(args[0]))) {
                try (Mat picture = imread(photograph.file().toString(), IMREAD_GRAYSCALE)) {
                    long began = PeerLines.nanos();
                    classifier.detectMultiScale(picture, faces);
                    lines.write(photograph, Math.toIntExact(faces.size()), PeerLines.nanos() - began, 0, new float[0]);
                }
            }
        }
        lines.end();
    }
}
