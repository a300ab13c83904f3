package io.lintel.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.gpio.digital.impl.DefaultDigitalInputConfig;
import io.lintel.hal.Bias;
import io.lintel.hal.LineSettings;
import java.time.Duration;
import java.util.Map;

/** An input in Pi4J's words, with what those leave out. */
final class LineInputConfig extends DefaultDigitalInputConfig {
    private final LineAddress address;

    /** An input. */
    LineInputConfig(String id, LineAddress address) {
        super(properties(id, address));
        this.address = address;
    }

    /** What a Pi4J program asked for: chip by number. Pi4J's OFF is its default as well, and so leaves the resistor as it is. */
    static LineInputConfig of(DigitalInputConfig plain) {
        Bias bias =
                switch (plain.pull()) {
                    case PULL_UP -> Bias.PULL_UP;
                    case PULL_DOWN -> Bias.PULL_DOWN;
                    case OFF -> Bias.AS_IS;
                };
        Duration debounce = Duration.ofNanos(plain.debounce() * 1000);
        boolean activeLow = plain.onState() == DigitalState.LOW;
        LineSettings settings = new LineSettings("", plain.bus() + "/" + plain.bcm(), activeLow, bias, debounce);
        return new LineInputConfig(plain.id(), new LineAddress(plain.bus(), plain.bcm(), settings));
    }

    LineAddress line() {
        return address;
    }

    @Override
    public int getUniqueIdentifier() {
        return address.uniqueIdentifier();
    }

    private static Map<String, String> properties(String id, LineAddress address) {
        Map<String, String> properties = address.properties(id);
        PullResistance pull =
                switch (address.settings().bias()) {
                    case PULL_UP -> PullResistance.PULL_UP;
                    case PULL_DOWN -> PullResistance.PULL_DOWN;
                    case AS_IS, DISABLED -> PullResistance.OFF;
                };
        properties.put("pull", pull.name());
        properties.put("debounce", Long.toString(address.settings().debounce().toNanos() / 1000));
        return properties;
    }
}
