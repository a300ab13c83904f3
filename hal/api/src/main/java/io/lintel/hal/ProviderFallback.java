package io.lintel.hal;

/**
 * An execution provider that was wanted and could not be had.
 *
 * @param provider its name: {@code tensorrt}, {@code cuda}
 * @param reason what it said, in one line
 */
public record ProviderFallback(String provider, String reason) {}
