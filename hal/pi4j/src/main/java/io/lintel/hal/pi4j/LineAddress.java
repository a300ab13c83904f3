package io.lintel.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalState;
import io.lintel.hal.LineSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * A line in Pi4J's words.
 *
 * @param bus the N of {@code gpiochipN}: true until the chip is unplugged
 * @param offset the line's place on the chip, which Pi4J calls BCM number on every board
 * @param settings the line as configured
 */
record LineAddress(int bus, int offset, LineSettings settings) {
    /** More lines than any chip has, so that chip and offset fit one number. */
    private static final int LINES_MAX = 1 << 16;

    /** Where the search found it. */
    static LineAddress of(FoundLine found, LineSettings settings) {
        return new LineAddress(found.chip().number(), found.offset(), settings);
    }

    /** What tells it from every other line of the machine; Pi4J's own takes the offset alone. */
    int uniqueIdentifier() {
        return bus * LINES_MAX + offset;
    }

    /** The electrical level of the active line. */
    DigitalState onState() {
        return settings.activeLow() ? DigitalState.LOW : DigitalState.HIGH;
    }

    /** The electrical level of a logical one. */
    DigitalState electrical(boolean active) {
        return DigitalState.getState(active ^ settings.activeLow());
    }

    /**
     * Pi4J's properties common to inputs and outputs.
     *
     * @param id unique in the Pi4J context
     */
    Map<String, String> properties(String id) {
        Map<String, String> properties = new HashMap<>();
        properties.put("id", id);
        properties.put("name", settings.label());
        properties.put("description", settings.label());
        properties.put("bus", Integer.toString(bus));
        properties.put("bcm", Integer.toString(offset));
        properties.put("address", Integer.toString(offset));
        properties.put("onstate", onState().name());
        return properties;
    }
}
