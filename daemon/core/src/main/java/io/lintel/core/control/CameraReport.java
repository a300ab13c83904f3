package io.lintel.core.control;

/**
 * The camera as it delivers.
 *
 * @param source the configured source, without any password
 * @param mode what it delivers, in words; empty while it is not open
 * @param frames frames the camera gave since the daemon started
 * @param dropped frames of them overtaken by newer ones
 * @param analysed frames in which faces were looked for; the motion gate spares the others
 */
public record CameraReport(String source, String mode, long frames, long dropped, long analysed) {}
