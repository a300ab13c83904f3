package io.lintel.hal.javacv;

import io.lintel.hal.HalErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Why FFmpeg refused, read out of what JavaCV throws: it puts the code into its message and nowhere else.
 *
 * @param code FFmpeg's negative error code, {@code -errno} for the operating system's own; 0 if there was none
 * @param words what it means, in FFmpeg's words
 * @param log the last errors FFmpeg logged on this thread, may be empty
 */
record FfmpegError(int code, String words, String log) {
    private static final Pattern CODE = Pattern.compile(" error (-\\d+)");
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;
    private static final int ENOTTY = 25;
    private static final int ENETUNREACH = 101;
    private static final int ECONNRESET = 104;
    private static final int ETIMEDOUT = 110;
    private static final int ECONNREFUSED = 111;
    private static final int EHOSTUNREACH = 113;

    static FfmpegError of(FrameGrabber.Exception thrown, String log) {
        String message = String.valueOf(thrown.getMessage());
        Matcher matcher = CODE.matcher(message);
        if (!matcher.find()) {
            int hint = message.indexOf(" (For more details");
            return new FfmpegError(0, hint < 0 ? message : message.substring(0, hint), log);
        }
        int code = Integer.parseInt(matcher.group(1));
        byte[] words = new byte[128];
        avutil.av_strerror(code, words, words.length);
        int end = 0;
        while (end < words.length && words[end] != 0) {
            end++;
        }
        return new FfmpegError(code, new String(words, 0, end, StandardCharsets.UTF_8), log);
    }

    /** The operating system's number, 0 if the refusal is FFmpeg's own. */
    int errno() {
        return code < 0 && code > -1000 ? -code : 0;
    }

    /** What to decide on; what only the source can judge is {@code CORRUPT}. */
    HalErrorKind kind() {
        if (code == avutil.AVERROR_HTTP_UNAUTHORIZED() || code == avutil.AVERROR_HTTP_FORBIDDEN()) {
            return HalErrorKind.DENIED;
        }
        if (code == avutil.AVERROR_HTTP_NOT_FOUND() || code == avutil.AVERROR_HTTP_OTHER_4XX()
                || code == avutil.AVERROR_HTTP_SERVER_ERROR()) {
            return HalErrorKind.GONE;
        }
        if (code == avutil.AVERROR_PROTOCOL_NOT_FOUND() || code == avutil.AVERROR_DECODER_NOT_FOUND()
                || code == avutil.AVERROR_DEMUXER_NOT_FOUND() || code == avutil.AVERROR_OPTION_NOT_FOUND()
                || code == avutil.AVERROR_PATCHWELCOME()) {
            return HalErrorKind.UNSUPPORTED;
        }
        return switch (errno()) {
            case ENOENT, ENODEV, ENXIO, EIO, ECONNREFUSED, ECONNRESET, EHOSTUNREACH, ENETUNREACH -> HalErrorKind.GONE;
            case EACCES, EPERM -> HalErrorKind.DENIED;
            case EBUSY -> HalErrorKind.BUSY;
            case ETIMEDOUT -> HalErrorKind.TIMEOUT;
            case ENOMEM, EMFILE, ENFILE -> HalErrorKind.EXHAUSTED;
            case ENOTTY, EINVAL, EISDIR -> HalErrorKind.UNSUPPORTED;
            default -> HalErrorKind.CORRUPT;
        };
    }

    /** One line for the operator. */
    String line() {
        return words + VideoSource.quoted(log);
    }
}
