package io.lintel.hal.javacv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Small videos, made when a test needs them. Picture n is a grey of level 20 + 2n (mod 200) with a black left half. */
final class TestVideos {
    static final int WIDTH = 160;
    static final int HEIGHT = 120;

    private TestVideos() {}

    static int level(int picture) {
        return 20 + 2 * picture % 200;
    }

    /** A video of {@code pictures} pictures at {@code rate}; the name's ending chooses the container and codec. */
    static Path make(Path folder, String name, int pictures, double rate) {
        return make(folder, name, pictures, rate, WIDTH, HEIGHT);
    }

    static Path make(Path folder, String name, int pictures, double rate, int width, int height) {
        Path file = folder.resolve(name);
        FfmpegLog.install(name);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height)) {
            recorder.setFrameRate(rate);
            if (name.endsWith(".mjpeg")) {
                recorder.setFormat("mjpeg");
                recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
                recorder.setPixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
                recorder.setVideoQuality(2);
            } else if (name.endsWith(".y4m")) {
                recorder.setFormat("yuv4mpegpipe");
                recorder.setVideoCodec(avcodec.AV_CODEC_ID_WRAPPED_AVFRAME);
                recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            } else {
                recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
                recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
                recorder.setVideoBitrate(2_000_000);
                recorder.setGopSize(5);
            }
            recorder.start();
            try (Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3)) {
                ByteBuffer pixels = (ByteBuffer) frame.image[0];
                for (int i = 0; i < pictures; i++) {
                    paint(pixels, width, height, frame.imageStride, level(i));
                    recorder.record(frame);
                }
            }
            recorder.stop();
        } catch (org.bytedeco.javacv.FrameRecorder.Exception e) {
            throw new UncheckedIOException(new IOException("making " + file, e));
        }
        return file;
    }

    private static void paint(ByteBuffer pixels, int width, int height, int stride, int level) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width * 3; x++) {
                pixels.put(y * stride + x, (byte) (x < width * 3 / 2 ? 0 : level));
            }
        }
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
