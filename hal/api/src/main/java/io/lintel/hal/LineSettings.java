package io.lintel.hal;

import java.time.Duration;

/**
 * Which line and how it is wired. Everything electrical ends here: beyond it a line is active or not.
 *
 * @param chip the chip's label ({@code pinctrl-bcm2711}), never its number, which changes from boot to boot; empty to search all
 *     chips for the line's name
 * @param line the line's name ({@code GPIO17}), or its offset in decimal when it has no name
 * @param activeLow true when the electrical low level means active
 * @param bias pull resistor
 * @param debounce how long an input must be stable before an edge counts, asked of the kernel; zero for none
 */
public record LineSettings(String chip, String line, boolean activeLow, Bias bias, Duration debounce) {
    /** An active-high line without bias change or debounce. */
    public static LineSettings of(String chip, String line) {
        return new LineSettings(chip, line, false, Bias.AS_IS, Duration.ZERO);
    }

    /** The name that messages use. */
    public String label() {
        return chip.isEmpty() ? line : chip + "/" + line;
    }
}
