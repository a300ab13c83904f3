package io.lintel.demo;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes the film: one person after the other comes along an empty corridor toward the door's camera.
 *
 * <p>The people are photographs, moved, lit and shaken by a random generator with a fixed seed: the same cast gives the same film.
 */
final class WalkUpVideo {
    /** Pixels a row. */
    static final int WIDTH = 640;

    /** Rows. */
    static final int HEIGHT = 480;

    /** Frames a second. */
    static final int FRAMES_PER_SECOND = 15;

    /** How long an approach lasts, frames. */
    static final int APPROACH = 27;

    /** How long the corridor stays empty before each approach, frames. */
    static final int GAP = 15;

    /** How much longer it stays empty before the first: the daemon is still loading its models. */
    static final int LEAD = 36;

    private static final long SEED = 20_261_124L;
    private static final double GRAIN = 1.8;

    /**
     * Who comes, and how they look.
     *
     * @param otherPhotograph whether it is another one than they were enrolled from
     */
    record Entry(String person, Role role, Sprite sprite, String photograph, boolean otherPhotograph) {}

    /** Takes the frames as they are painted; the picture is valid during the call only. */
    @FunctionalInterface
    interface Screen {
        /** One frame. */
        void show(Mat picture) throws Exception;
    }

    private WalkUpVideo() {}

    /** The plan of a film with these people, in this order, and an empty corridor of {@code tail} frames at its end. */
    static GroundTruth plan(List<Entry> entries, int tail) {
        List<WalkUp> walkUps = new ArrayList<>();
        int frame = LEAD;
        for (Entry entry : entries) {
            frame += GAP;
            walkUps.add(new WalkUp(
                    entry.person(), entry.role(), frame, frame + APPROACH, entry.photograph(), entry.otherPhotograph()));
            frame += APPROACH;
        }
        return new GroundTruth(FRAMES_PER_SECOND, frame + tail, walkUps);
    }

    /** Paints the film and shows it frame by frame. */
    static void paint(List<Entry> entries, GroundTruth plan, Screen screen) throws Exception {
        Random random = new Random(SEED);
        Scene scene = new Scene(Corridor.paint(random), new SensorNoise(WIDTH, HEIGHT, GRAIN, random));
        Light light = new Light(random);
        int frame = 0;
        for (int i = 0; i < entries.size(); i++) {
            Light before = light;
            light = new Light(random);
            Walk walk = new Walk(random);
            WalkUp walkUp = plan.walkUps().get(i);
            for (; frame < walkUp.fromFrame(); frame++) {
                screen.show(scene.empty(before, 1));
            }
            for (; frame < walkUp.toFrame(); frame++) {
                double progress = (double) (frame - walkUp.fromFrame()) / (APPROACH - 1);
                int blur = progress < 0.6 ? 1 + random.nextInt(4) : 1;
                screen.show(scene.with(entries.get(i).sprite(), walk.at(progress), light, progress, blur));
            }
        }
        for (; frame < plan.frames(); frame++) {
            screen.show(scene.empty(light, 1));
        }
    }

    /** Paints the film into a file: Motion JPEG in Matroska. */
    static void record(List<Entry> entries, GroundTruth plan, Path file) throws Exception {
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), WIDTH, HEIGHT);
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            recorder.setFormat("matroska");
            recorder.setVideoCodec(AV_CODEC_ID_MJPEG);
            recorder.setPixelFormat(AV_PIX_FMT_YUVJ422P);
            recorder.setFrameRate(FRAMES_PER_SECOND);
            recorder.setVideoQuality(3);
            recorder.start();
            paint(entries, plan, picture -> recorder.record(converter.convert(picture)));
            recorder.stop();
        }
    }
}
