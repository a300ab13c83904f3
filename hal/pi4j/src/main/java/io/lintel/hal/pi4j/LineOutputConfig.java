package io.lintel.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.impl.DefaultDigitalOutputConfig;
import io.lintel.hal.Bias;
import io.lintel.hal.LineSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An output in Pi4J's words, with what those leave out. */
final class LineOutputConfig extends DefaultDigitalOutputConfig {
    private final LineAddress address;
    private final boolean initial;

    /**
     * An output.
     *
     * @param initial logical; where it starts and where it returns to
     */
    LineOutputConfig(String id, LineAddress address, boolean initial) {
        super(properties(id, address, address.electrical(initial), null));
        this.address = address;
        this.initial = initial;
    }

    private LineOutputConfig(DigitalOutputConfig plain, LineAddress address) {
        super(properties(plain.id(), address, plain.initialState(), plain.shutdownState()));
        this.address = address;
        this.initial = plain.initialState() == address.onState();
    }

    /** What a Pi4J program asked for: chip by number, inactive unless it says otherwise. */
    static LineOutputConfig of(DigitalOutputConfig plain) {
        boolean activeLow = plain.onState() == DigitalState.LOW;
        LineSettings settings = new LineSettings("", plain.bus() + "/" + plain.bcm(), activeLow, Bias.AS_IS, Duration.ZERO);
        return new LineOutputConfig(plain, new LineAddress(plain.bus(), plain.bcm(), settings));
    }

    LineAddress line() {
        return address;
    }

    /** The logical state it is born in. */
    boolean initial() {
        return initial;
    }

    @Override
    public int getUniqueIdentifier() {
        return address.uniqueIdentifier();
    }

    /** A state left out is one that Pi4J does not drive. */
    private static Map<String, String> properties(
            String id, LineAddress address, @Nullable DigitalState initial, @Nullable DigitalState shutdown) {
        Map<String, String> properties = address.properties(id);
        if (initial != null) {
            properties.put("initial", initial.name());
        }
        if (shutdown != null) {
            properties.put("shutdown", shutdown.name());
        }
        return properties;
    }
}
