package io.lintel.hal.sim;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.Locale;

/**
 * What follows {@code sim:} in a camera's source, checked.
 *
 * @param width pixels a row, 16..4096
 * @param height rows, 16..4096
 * @param framesPerSecond 0.1..240
 */
record SimAddress(String name, int width, int height, double framesPerSecond, FaultScript script) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double RATE = 15;

    static SimAddress parse(CameraSettings settings) {
        String address = settings.address();
        int query = address.indexOf('?');
        String name = query < 0 ? address : address.substring(0, query);
        int width = WIDTH;
        int height = HEIGHT;
        double rate = RATE;
        CameraFault fault = CameraFault.NONE;
        long after = 0;
        long length = Long.MAX_VALUE;
        for (String pair : query < 0 ? new String[0] : address.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            switch (key) {
                case "width" -> width = (int) number(settings, key, value);
                case "height" -> height = (int) number(settings, key, value);
                case "fps" -> rate = number(settings, key, value);
                case "fault" -> fault = fault(settings, value);
                case "fault-after" -> after = (long) number(settings, key, value);
                case "fault-for" -> length = (long) number(settings, key, value);
                default -> throw refused(settings,
                        "unknown option '" + key + "'; known are fps, width, height, fault, fault-after, fault-for");
            }
        }
        width = settings.width() > 0 ? settings.width() : width;
        height = settings.height() > 0 ? settings.height() : height;
        rate = settings.framesPerSecond() > 0 ? settings.framesPerSecond() : rate;
        if (width < 16 || width > 4096 || height < 16 || height > 4096) {
            throw refused(settings, width + " x " + height + " pixels; each side must be 16..4096");
        }
        if (rate < 0.1 || rate > 240) {
            throw refused(settings, rate + " frames a second; must be 0.1..240");
        }
        return new SimAddress(name, width, height, rate, new FaultScript(fault, after, length));
    }

    private static double number(CameraSettings settings, String key, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 1e9) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, in the words of the configuration.
        }
        throw refused(settings, key + " = '" + value + "' is not a number from 0 to 1e9");
    }

    private static CameraFault fault(CameraSettings settings, String value) {
        for (CameraFault fault : CameraFault.values()) {
            if (fault.name().toLowerCase(Locale.ROOT).equals(value)) {
                return fault;
            }
        }
        throw refused(settings, "fault = '" + value + "'; known are none, gone, corrupt, stuck, frozen, black");
    }

    private static HalException refused(CameraSettings settings, String detail) {
        return new HalException(HalErrorKind.UNSUPPORTED, "open camera", settings.source(), detail);
    }
}
