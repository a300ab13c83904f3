package io.lintel.hal;

import java.time.Duration;
import java.util.Locale;

/**
 * Which camera and how.
 *
 * @param source scheme and address: {@code file:/path/walk.mp4}, {@code v4l2:/dev/v4l/by-id/…}, {@code rtsp://host/path},
 *     {@code command:rpicam-vid …}, {@code sim:NAME}
 * @param width wanted pixels a row, 0 for the device's own
 * @param height wanted rows, 0 for the device's own
 * @param framesPerSecond wanted rate, 0 for the device's own; a file is played at this rate, or at its own
 * @param pixelFormat wanted format on the wire in FFmpeg's words ({@code mjpeg}, {@code yuyv422}), empty for the device's own
 * @param openTimeout how long opening may take
 */
public record CameraSettings(
        String source, int width, int height, double framesPerSecond, String pixelFormat, Duration openTimeout) {
    /** How long opening may take unless told otherwise: 10 s. */
    public static final Duration DEFAULT_OPEN_TIMEOUT = Duration.ofSeconds(10);

    /** A source with the device's own size and rate. */
    public static CameraSettings of(String source) {
        return new CameraSettings(source, 0, 0, 0, "", DEFAULT_OPEN_TIMEOUT);
    }

    /** The part before the first colon, lower case; empty if there is none. */
    public String scheme() {
        int colon = source.indexOf(':');
        return colon < 0 ? "" : source.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** The part after the scheme's colon. */
    public String address() {
        return source.substring(source.indexOf(':') + 1);
    }
}
