package io.lintel.hal.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a board runs slower than it could, in words, from the several places that know. */
final class Throttling {
    /**
     * The Raspberry Pi firmware's GET_THROTTLED bits; bit n + 16 is bit n, earlier in this boot.
     *
     * @see <a href="https://www.raspberrypi.com/documentation/computers/os.html#get_throttled">vcgencmd get_throttled</a>
     */
    private static final List<String> PI_BITS =
            List.of("under-voltage", "frequency capped", "throttled", "soft temperature limit");

    private static final int PI_EARLIER_SHIFT = 16;
    private static final Pattern HEX = Pattern.compile("(?:0x)?([0-9a-fA-F]{1,8})");
    /** Cooling devices that cool by slowing down; a fan does not. */
    private static final Pattern SLOWS = Pattern.compile(".*(?:cpufreq|devfreq|processor|throttle).*");

    private final SystemFiles files;

    Throttling(SystemFiles files) {
        this.files = files;
    }

    /** The reasons, each ending in "now" or "earlier in this boot"; empty if there are none. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        piFirmware().forEach(reasons::add);
        supplyMonitor().forEach(reasons::add);
        coolingDevices().forEach(reasons::add);
        frequencyCaps().forEach(reasons::add);
        return reasons.stream().distinct().toList();
    }

    /** {@code soc:firmware} on a Pi 4, {@code soc@107c000000:firmware} on a Pi 5; a hexadecimal number. */
    private Stream<String> piFirmware() {
        return files.list("sys/devices/platform", "soc*").stream()
                .flatMap(soc -> files.list(soc, "*:firmware").stream())
                .flatMap(firmware -> files.text(firmware + "/get_throttled").stream())
                .map(HEX::matcher)
                .filter(Matcher::matches)
                .flatMap(hex -> piWords(Integer.parseUnsignedInt(hex.group(1), 16)).stream());
    }

    private static List<String> piWords(int bits) {
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < PI_BITS.size(); bit++) {
            if ((bits >> bit & 1) != 0) {
                words.add(PI_BITS.get(bit) + " now");
            } else if ((bits >> (bit + PI_EARLIER_SHIFT) & 1) != 0) {
                words.add(PI_BITS.get(bit) + " earlier in this boot");
            }
        }
        return words;
    }

    /** The same under-voltage on a Pi with a kernel that is not Raspberry's own. */
    private Stream<String> supplyMonitor() {
        return files.list("sys/class/hwmon", "hwmon*").stream()
                .filter(hwmon -> files.text(hwmon + "/name").filter("rpi_volt"::equals).isPresent())
                .filter(hwmon -> files.number(hwmon + "/in0_lcrit_alarm").filter(alarm -> alarm == 1).isPresent())
                .map(hwmon -> "under-voltage now");
    }

    private Stream<String> coolingDevices() {
        return files.list("sys/class/thermal", "cooling_device*").stream().flatMap(device -> {
            String type = files.text(device + "/type").orElse("").toLowerCase(Locale.ROOT);
            long state = files.number(device + "/cur_state").orElse(0L);
            long most = files.number(device + "/max_state").orElse(0L);
            return state > 0 && SLOWS.matcher(type).matches()
                    ? Stream.of("cooled by slowing down (" + type + " " + state + " of " + most + ") now")
                    : Stream.empty();
        });
    }

    private Stream<String> frequencyCaps() {
        return files.list("sys/devices/system/cpu/cpufreq", "policy*").stream().flatMap(policy -> {
            long allowed = files.number(policy + "/scaling_max_freq").orElse(0L);
            long possible = files.number(policy + "/cpuinfo_max_freq").orElse(0L);
            return allowed > 0 && allowed < possible
                    ? Stream.of("frequency capped to " + allowed / 1000 + " of " + possible / 1000 + " MHz now")
                    : Stream.empty();
        });
    }
}
