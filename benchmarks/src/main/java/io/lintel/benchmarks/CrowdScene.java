package io.lintel.benchmarks;

import io.lintel.daemon.BackEnds;
import io.lintel.hal.Accelerator;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.sim.FrameSource;
import io.lintel.models.Bundle;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Picture;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Four different people in a picture of two by two, cut out of two photographs of groups.
 *
 * @param picture all four, 640 × 480
 * @param portraits one JPEG each
 */
record CrowdScene(BufferedImage picture, List<byte[]> portraits) {
    static final int PEOPLE = 4;
    private static final int THERE = 30;
    private static final int AWAY = 25;
    private static final int SIDE = Scene.HEIGHT / 2;
    private static final double AROUND = 1.6;
    /** Pixels. */
    private static final double SWAY = 4;

    static CrowdScene make() {
        BufferedImage picture = new BufferedImage(Scene.WIDTH, Scene.HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        List<byte[]> portraits = new ArrayList<>();
        Graphics2D graphics = picture.createGraphics();
        for (BufferedImage each : people()) {
            int place = portraits.size();
            graphics.drawImage(each, place % 2 * Scene.WIDTH / 2, place / 2 * SIDE, SIDE, SIDE, null);
            portraits.add(Scene.jpeg(each));
        }
        graphics.dispose();
        return new CrowdScene(picture, portraits);
    }

    /** Two seconds there, swaying as people do: a picture that stands still is refused. Then away for longer than a face is remembered. */
    FrameSource comingAndGoing() {
        byte[][] frames = new byte[THERE + AWAY][];
        byte[] empty = Scene.pixels(new BufferedImage(Scene.WIDTH, Scene.HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = frame < THERE ? Scene.pixels(swaying(frame)) : empty;
        }
        return FrameSource.of(frames);
    }

    private BufferedImage swaying(int frame) {
        BufferedImage moved = new BufferedImage(Scene.WIDTH, Scene.HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = moved.createGraphics();
        graphics.drawImage(picture, (int) Math.round(SWAY * Math.sin(frame)), 0, null);
        graphics.dispose();
        return moved;
    }

    private static List<BufferedImage> people() {
        List<BufferedImage> people = new ArrayList<>();
        try (Accelerator accelerator = BackEnds.installed().accelerator("onnxruntime").open();
                FaceModels models = FaceModels.load(Bundle.open(Photographs.bundle()), accelerator, _ -> SessionSettings.cpu())) {
            // Only one woman is in both: the middle of sample3, the right of sample1; the left two of each are four people.
            for (String photo : List.of("sample1.jpg", "sample3.jpg")) {
                try (Picture picture = Picture.decode(Photographs.group().resolveSibling(photo))) {
                    FaceBoxes faces = new FaceBoxes();
                    models.detector().detect(picture, faces);
                    people.addAll(cut(photo, faces, picture.width(), picture.height()));
                }
            }
        }
        return people;
    }

    private static List<BufferedImage> cut(String photo, FaceBoxes faces, int width, int height) {
        List<BufferedImage> cut = new ArrayList<>();
        for (int face = 0; face < faces.count() && cut.size() < PEOPLE / 2; face++) {
            int side = (int) (AROUND * faces.height(face));
            int x = (int) Math.clamp(faces.x(face) + faces.width(face) / 2.0 - side / 2.0, 0, width - side);
            int y = (int) Math.clamp(faces.y(face) + faces.height(face) / 2.0 - side / 2.0, 0, height - side);
            boolean inBoth = photo.equals("sample1.jpg") && faces.x(face) > width * 0.6;
            if (!inBoth) {
                cut.add(Scene.cut(photo, x, y, side, side, 2 * SIDE, 2 * SIDE));
            }
        }
        return cut;
    }
}
