package io.lintel.hal.javacv;

import io.lintel.hal.CameraSettings;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/** What all of Lintel's grabbers have in common. */
final class Grabbers {
    private static final int NO_STREAM = Integer.MAX_VALUE;

    private Grabbers() {}

    /** BGR, the wanted size, no sound, and a decoder that hands out each picture as soon as it has it. */
    static FFmpegFrameGrabber common(FFmpegFrameGrabber grabber, CameraSettings settings) {
        grabber.setImageMode(FrameGrabber.ImageMode.COLOR);
        if (settings.width() > 0 && settings.height() > 0) {
            grabber.setImageWidth(settings.width());
            grabber.setImageHeight(settings.height());
        }
        grabber.setAudioStream(NO_STREAM);
        // Threads that decode different pictures at a time hold back one picture each.
        grabber.setVideoOption("threads", "1");
        return grabber;
    }

    /** In addition, for what happens now: no buffering, short probing. */
    static FFmpegFrameGrabber live(FFmpegFrameGrabber grabber, CameraSettings settings) {
        common(grabber, settings);
        grabber.setOption("fflags", "nobuffer");
        grabber.setOption("analyzeduration", "500000");
        grabber.setOption("probesize", "1000000");
        grabber.setOption("fpsprobesize", "0");
        grabber.setVideoOption("flags", "low_delay");
        grabber.setMaxDelay(0);
        return grabber;
    }
}
