package io.lintel.hal;

import java.util.OptionalLong;

/**
 * How far the wall clock can be trusted.
 *
 * @param source {@code ntp}, {@code rtc}, {@code none}, {@code sim}
 * @param synchronised the kernel's own word (adjtimex: not {@code STA_UNSYNC})
 * @param maxErrorMillis the kernel's bound on the error, if it gives one
 */
public record ClockQuality(String source, boolean synchronised, OptionalLong maxErrorMillis) {}
