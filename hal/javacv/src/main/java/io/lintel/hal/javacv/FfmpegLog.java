package io.lintel.hal.javacv;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's log, kept off the standard error: errors go to SLF4J at debug level, and the last ones of a thread are remembered, since
 * they say what an error code does not.
 *
 * <p>FFmpeg has one log callback for the whole process, hence the one instance; native code holds it, so it must never be
 * collected. It may be called from any thread, and nothing may be thrown out of it.
 */
final class FfmpegLog extends LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLog.class);
    private static final Pattern POINTER = Pattern.compile(" @ 0x[0-9a-f]+");
    private static final int LINES_LENGTH_MAX = 300;
    private static final FfmpegLog INSTANCE = new FfmpegLog();

    private final ThreadLocal<StringBuilder> lines = ThreadLocal.withInitial(StringBuilder::new);

    private FfmpegLog() {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        avutil.setLogCallback(this);
    }

    /**
     * Loads FFmpeg and takes over its log, the first time it is called.
     *
     * @param device what is to be opened, for the message
     * @throws HalException {@code UNSUPPORTED} when FFmpeg's libraries cannot be loaded on this machine
     */
    static void install(String device) {
        try {
            FFmpegFrameGrabber.tryLoad();
            INSTANCE.lines.get().setLength(0);
        } catch (FrameGrabber.Exception | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", device,
                    "FFmpeg's libraries cannot be loaded (" + cause.getMessage()
                            + "); they need glibc 2.35 and, on Debian, libxcb1 libxcb-shm0 libasound2 libpulse0", e);
        }
    }

    /** What FFmpeg complained of on this thread since last asked, in one line, without passwords; empty if nothing. */
    static String drain() {
        StringBuilder lines = INSTANCE.lines.get();
        String words = lines.toString();
        lines.setLength(0);
        return words;
    }

    @Override
    public void call(int level, BytePointer message) {
        try {
            if (level > avutil.AV_LOG_ERROR) {
                return;
            }
            String line = SourceText.withoutPassword(POINTER.matcher(message.getString()).replaceAll("")).strip();
            LOG.debug("FFmpeg: {}", line);
            StringBuilder known = lines.get();
            if (line.isEmpty() || known.indexOf(line) >= 0) {
                return;
            }
            // The last words count: a stream that was noisy for hours must still say why it ended.
            if (known.length() + line.length() > LINES_LENGTH_MAX) {
                known.setLength(0);
            }
            known.append(known.isEmpty() ? "" : "; ").append(line, 0, Math.min(line.length(), LINES_LENGTH_MAX));
        } catch (RuntimeException e) {
            LOG.debug("A line of FFmpeg's log was lost", e);
        }
    }
}
