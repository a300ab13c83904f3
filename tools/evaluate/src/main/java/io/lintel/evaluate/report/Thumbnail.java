package io.lintel.evaluate.report;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.lintel.evaluate.face.Canvas;
import io.lintel.evaluate.face.FaceBox;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Small pictures of faces for a report. */
public final class Thumbnail {
    /** Pixels a side. */
    public static final int SIDE = 112;
    private static final double ROOM = 1.6;
    private static final int JPEG_QUALITY = 80;

    private Thumbnail() {}

    /** The face of a photograph with some room, or the whole where there is none; empty when the file cannot be read. */
    public static Optional<byte[]> of(Path file, FaceBox box) {
        try (Picture picture = Picture.decode(file)) {
            return Optional.of(of(picture, box));
        } catch (PictureException e) {
            return Optional.empty();
        }
    }

    /** The same of a picture at hand. */
    public static byte[] of(Picture picture, FaceBox box) {
        double whole = Math.min(picture.width(), picture.height());
        double side = box.width() > 0 ? Math.min(whole, ROOM * Math.max(box.width(), box.height())) : whole;
        double middleX = box.width() > 0 ? box.x() + box.width() / 2 : picture.width() / 2.0;
        double middleY = box.width() > 0 ? box.y() + box.height() / 2 : picture.height() / 2.0;
        int edge = Math.max(1, (int) side);
        int x = Math.clamp(Math.round(middleX - side / 2), 0, picture.width() - edge);
        int y = Math.clamp(Math.round(middleY - side / 2), 0, picture.height() - edge);
        try (Canvas small = new Canvas(SIDE, SIDE);
                Rect cut = new Rect(x, y, edge, edge);
                Mat part = new Mat(picture.mat(), cut);
                Size size = new Size(SIDE, SIDE)) {
            resize(part, small.mat(), size, 0, 0, INTER_AREA);
            return small.picture().jpeg(JPEG_QUALITY);
        }
    }
}
