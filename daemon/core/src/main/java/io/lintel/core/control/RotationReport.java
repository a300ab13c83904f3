package io.lintel.core.control;

/**
 * Everything about the people was sealed with another key.
 *
 * @param people how many people are enrolled
 * @param keyFileReplaced whether the key file is another one now; if not, somebody else keeps it
 */
public record RotationReport(int people, boolean keyFileReplaced) {}
