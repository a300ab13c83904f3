package io.lintel.hal.javacv;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * What a started grabber's video stream says of itself.
 *
 * @param container FFmpeg's name of the format: {@code mov,mp4,…}, {@code video4linux2,v4l2}, {@code rtsp}
 * @param codec {@code h264}, {@code mjpeg}, {@code rawvideo}
 * @param pixelFormat {@code yuv420p}; empty if not known before the first picture
 * @param framesPerSecond nominal, 0 if unknown
 */
record StreamFacts(String container, String codec, String pixelFormat, double framesPerSecond) {
    private static final double RATE_MAX = 1_000;

    static StreamFacts of(FFmpegFrameGrabber grabber) {
        AVFormatContext context = grabber.getFormatContext();
        String codec = "";
        String format = "";
        for (int i = 0; i < context.nb_streams(); i++) {
            AVCodecParameters parameters = context.streams(i).codecpar();
            if (parameters.codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                codec = text(avcodec.avcodec_get_name(parameters.codec_id()));
                format = parameters.format() < 0 ? "" : text(avutil.av_get_pix_fmt_name(parameters.format()));
                break;
            }
        }
        double rate = grabber.getVideoFrameRate();
        return new StreamFacts(grabber.getFormat(), codec, format, rate > 0 && rate <= RATE_MAX ? rate : 0);
    }

    private static String text(BytePointer name) {
        return name == null || name.isNull() ? "" : name.getString();
    }

    /** In one line. */
    String description() {
        return (codec + " " + pixelFormat).strip() + " in " + container;
    }
}
