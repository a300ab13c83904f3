package io.lintel.hal;

/**
 * What a camera delivers.
 *
 * @param width pixels a row
 * @param height rows
 * @param framesPerSecond nominal rate, 0 if the device does not say
 * @param format pixel format of the frames handed out
 * @param description the device's own words: driver, codec, native pixel format
 */
public record CameraMode(int width, int height, double framesPerSecond, PixelFormat format, String description) {}
