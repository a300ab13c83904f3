package io.lintel.hal.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.BoardCondition;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The board as read from a made-up {@code /proc} and {@code /sys}. */
class LinuxBoardTest {
    private static final String THROTTLED_PI4 = "sys/devices/platform/soc/soc:firmware/get_throttled";

    @TempDir
    private Path root;

    private KernelClock kernelClock = KernelClock.UNKNOWN;
    private LinuxBoard board;

    @BeforeEach
    void build() {
        board = new LinuxBoard(root, () -> 4, () -> 123_456_789L, () -> kernelClock);
    }

    @Test
    void aPiIsKnownByItsDeviceTree() throws IOException {
        write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
        write("sys/class/dmi/id/product_name", "ignored");
        assertThat(board.info().model()).isEqualTo("Raspberry Pi 5 Model B Rev 1.0");
    }

    @Test
    void theDeviceTreeIsFoundWhereProcIsHidden() throws IOException {
        write("sys/firmware/devicetree/base/model", "NVIDIA Jetson Orin Nano Developer Kit\0");
        assertThat(board.info().model()).isEqualTo("NVIDIA Jetson Orin Nano Developer Kit");
    }

    @Test
    void aPcIsKnownByItsFirmware() throws IOException {
        write("sys/class/dmi/id/sys_vendor", "LENOVO\n");
        write("sys/class/dmi/id/product_name", "10T8\n");
        assertThat(board.info().model()).isEqualTo("LENOVO 10T8");
    }

    @Test
    void anUnfilledFirmwareFormIsNoName() throws IOException {
        write("sys/class/dmi/id/sys_vendor", "To Be Filled By O.E.M.\n");
        write("sys/class/dmi/id/product_name", "Default string\n");
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Intel(R) N100\n\nprocessor\t: 1\nmodel name\t: other\n");
        assertThat(board.info().model()).isEqualTo("Intel(R) N100");
    }

    @Test
    void whatNothingTellsIsSaidToBeUnknown() {
        assertThat(board.info().model()).startsWith("unknown ").endsWith(" board");
        assertThat(board.info().bootId()).isEqualTo("unknown");
        assertThat(board.info().memoryBytes()).isEqualTo(123_456_789L);
        assertThat(board.temperatureCelsius()).isEmpty();
        assertThat(board.throttling()).isEmpty();
    }

    @Test
    void memoryCoresAndBoot() throws IOException {
        write("proc/meminfo", "MemTotal:        3884392 kB\nMemFree:          100 kB\n");
        write("proc/sys/kernel/random/boot_id", "c0ffee00-1111-4222-8333-444455556666\n");
        assertThat(board.info().memoryBytes()).isEqualTo(3_884_392L * 1024);
        assertThat(board.info().cores()).isEqualTo(4);
        assertThat(board.info().bootId()).isEqualTo("c0ffee00-1111-4222-8333-444455556666");
    }

    @Test
    void aBoardTellsHowFitItIs() throws IOException {
        write("proc/meminfo", "MemTotal:        3884392 kB\nMemAvailable:   1024 kB\n");
        write("sys/class/rtc/rtc0/since_epoch", "1781000000\n");
        write("sys/class/watchdog/watchdog0/identity", "bcm2835\n");
        BoardCondition condition = board.condition();
        assertThat(condition.availableMemoryBytes()).hasValue(1 << 20);
        assertThat(condition.batteryClock()).isTrue();
        assertThat(condition.watchdog()).isTrue();
        assertThat(condition.storageFaults()).isEmpty();
    }

    @Test
    void aClockWithAFlatBatteryIsNone() throws IOException {
        write("sys/class/rtc/rtc0/since_epoch", "946684800\n");
        BoardCondition condition = board.condition();
        assertThat(condition.batteryClock()).isFalse();
        assertThat(condition.watchdog()).isFalse();
        assertThat(condition.availableMemoryBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sys/fs/ext4/mmcblk0p2/errors_count| 3| mmcblk0p2: the file system has noted 3 errors",
        "sys/block/mmcblk0/device/life_time| 0x0a 0x01| mmcblk0: 90 to 100 % of its life is used",
        "sys/block/mmcblk0/device/life_time| 0x01 0x0b| mmcblk0: its life is over",
        "proc/mounts| /dev/root / ext4 ro,relatime 0 0| / is mounted read-only"
    })
    void storageThatWearsOutIsNamed(String file, String text, String fault) throws IOException {
        write(file, text);
        assertThat(board.condition().storageFaults()).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sys/fs/ext4/mmcblk0p2/errors_count| 0",
        "sys/block/mmcblk0/device/life_time| 0x02 0x08",
        "proc/mounts| /dev/root / ext4 rw,errors=remount-ro 0 0",
        "proc/mounts| overlay / overlay ro,relatime 0 0",
        "proc/mounts| /dev/sr0 /media iso9660 ro 0 0"
    })
    void storageThatIsWellIsNot(String file, String text) throws IOException {
        write(file, text);
        assertThat(board.condition().storageFaults()).isEmpty();
    }

    @Test
    void theHottestPlausibleSensorCounts() throws IOException {
        Map<String, String> zones = Map.of("0", "48312", "1", "61000", "2", "-256000", "3", "200000", "4", "busy", "5", "");
        for (Map.Entry<String, String> zone : zones.entrySet()) {
            write("sys/class/thermal/thermal_zone" + zone.getKey() + "/temp", zone.getValue() + "\n");
        }
        write("sys/class/thermal/cooling_device0/temp", "99000\n");
        assertThat(board.temperatureCelsius()).hasValue(61.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0          | ''",
                "1          | under-voltage now",
                "50005      | under-voltage now, throttled now",
                "50000      | under-voltage earlier in this boot, throttled earlier in this boot",
                "0xa000a    | frequency capped now, soft temperature limit now",
                "f0000      | under-voltage earlier in this boot, frequency capped earlier in this boot, "
                        + "throttled earlier in this boot, soft temperature limit earlier in this boot",
                "fffffff0   | under-voltage earlier in this boot, frequency capped earlier in this boot, "
                        + "throttled earlier in this boot, soft temperature limit earlier in this boot",
                "rubbish    | ''",
            })
    void thePisBitsBecomeWords(String bits, String words) throws IOException {
        write(THROTTLED_PI4, bits + "\n");
        assertThat(String.join(", ", board.throttling())).isEqualTo(words);
    }

    @Test
    void aPi5KeepsItsBitsElsewhere() throws IOException {
        write("sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled", "1\n");
        assertThat(board.throttling()).containsExactly("under-voltage now");
    }

    @Test
    void theSupplyMonitorOfAPlainKernel() throws IOException {
        write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        write("sys/class/hwmon/hwmon0/in0_lcrit_alarm", "1\n");
        assertThat(board.throttling()).isEmpty();
        write("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        write(THROTTLED_PI4, "1\n");
        assertThat(board.throttling()).as("said once").containsExactly("under-voltage now");
    }

    @Test
    void coolingBySlowingDownIsToldAndAFanIsNot() throws IOException {
        cooling(0, "pwm-fan", 3, 4);
        cooling(1, "cpufreq-cpu0", 2, 12);
        cooling(2, "devfreq-17000000.gpu", 0, 9);
        cooling(3, "intel_powerclamp", -1, 50);
        assertThat(board.throttling()).containsExactly("cooled by slowing down (cpufreq-cpu0 2 of 12) now");
    }

    @Test
    void aCappedFrequencyIsTold() throws IOException {
        write("sys/devices/system/cpu/cpufreq/policy0/scaling_max_freq", "1500000\n");
        write("sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq", "2400000\n");
        write("sys/devices/system/cpu/cpufreq/policy4/scaling_max_freq", "2400000\n");
        write("sys/devices/system/cpu/cpufreq/policy4/cpuinfo_max_freq", "2400000\n");
        assertThat(board.throttling()).containsExactly("frequency capped to 1500 of 2400 MHz now");
    }

    @Test
    void aSynchronisedClockHasTheKernelsBound() {
        kernelClock = new KernelClock(true, true, 12_001);
        assertThat(board.clock()).isEqualTo(new ClockQuality("ntp", true, OptionalLong.of(13)));
    }

    @Test
    void anUnsynchronisedClockIsAsGoodAsItsBattery() throws IOException {
        kernelClock = new KernelClock(true, false, 16_000_000);
        assertThat(board.clock()).isEqualTo(new ClockQuality("none", false, OptionalLong.empty()));
        write("sys/class/rtc/rtc0/name", "rtc-pcf85063a\n");
        assertThat(board.clock()).isEqualTo(new ClockQuality("rtc", false, OptionalLong.empty()));
        write("run/systemd/timesync/synchronized", "");
        assertThat(board.clock().synchronised()).as("the kernel's word stands over the mark").isFalse();
    }

    @Test
    void whereTheCallIsForbiddenTimesyncdsMarkCounts() throws IOException {
        assertThat(board.clock()).isEqualTo(new ClockQuality("none", false, OptionalLong.empty()));
        write("run/systemd/timesync/synchronized", "");
        assertThat(board.clock()).isEqualTo(new ClockQuality("ntp", true, OptionalLong.empty()));
    }

    private void cooling(int number, String type, long state, long most) throws IOException {
        String device = "sys/class/thermal/cooling_device" + number;
        write(device + "/type", type + "\n");
        write(device + "/cur_state", state + "\n");
        write(device + "/max_state", most + "\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
