package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.PathElement.sequenceElement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts and numbers against those of the header, and against the header itself where there is a compiler. */
class AbiTest {
    private static final Path HEADER = Path.of("/usr/include/linux/gpio.h");

    /** What the C compiler must say of each expression. */
    private static final Map<String, Long> ABI = abi();

    @TempDir
    private Path folder;

    @Test
    void sizesAndNumbers() {
        assertThat(LineRequest.LAYOUT.byteSize()).isEqualTo(592);
        assertThat(LineRequest.CONFIG.byteSize()).isEqualTo(272);
        assertThat(LineRequest.CONFIG_ATTRIBUTE.byteSize()).isEqualTo(24);
        assertThat(LineRequest.ATTRIBUTE.byteSize()).isEqualTo(16);
        assertThat(ChipInfo.LAYOUT.byteSize()).isEqualTo(68);
        assertThat(KernelLineInfo.LAYOUT.byteSize()).isEqualTo(256);
        assertThat(LineEvent.LAYOUT.byteSize()).isEqualTo(48);
        assertThat(LineValues.LAYOUT.byteSize()).isEqualTo(16);
        assertThat(PollFd.LAYOUT.byteSize()).isEqualTo(8);
    }

    @Test
    void offsetsOfWhatIsReadAndWritten() {
        assertThat(LineRequest.LAYOUT.byteOffset(groupElement("consumer"))).isEqualTo(256);
        assertThat(LineRequest.LAYOUT.byteOffset(groupElement("config"))).isEqualTo(288);
        assertThat(LineRequest.LAYOUT.byteOffset(groupElement("config"), groupElement("attrs"))).isEqualTo(320);
        assertThat(LineRequest.LAYOUT.byteOffset(groupElement("num_lines"))).isEqualTo(560);
        assertThat(LineRequest.LAYOUT.byteOffset(groupElement("fd"))).isEqualTo(588);
        assertThat(KernelLineInfo.LAYOUT.byteOffset(groupElement("flags"))).isEqualTo(72);
        assertThat(LineEvent.LAYOUT.byteOffset(groupElement("line_seqno"))).isEqualTo(20);
    }

    @Test
    void theHeaderAgreesWithEverything() throws Exception {
        assumeTrue(Files.exists(HEADER), "no kernel headers (linux-libc-dev) here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler here");
        String prints = ABI.keySet().stream()
                .map(expression -> "printf(\"%llu\\n\", (unsigned long long)(" + expression + "));\n")
                .collect(Collectors.joining());
        String program =
                """
                #include <errno.h>
                #include <linux/gpio.h>
                #include <poll.h>
                #include <stddef.h>
                #include <stdio.h>
                int main(void) {
                """
                        + prints
                        + "return 0; }\n";
        List<String> answers = compileAndRun(program).lines().toList();
        Map<String, Long> header = new LinkedHashMap<>();
        int line = 0;
        for (String expression : ABI.keySet()) {
            header.put(expression, Long.parseUnsignedLong(answers.get(line++)));
        }
        assertThat(ABI).isEqualTo(header);
    }

    private static Map<String, Long> abi() {
        Map<String, Long> abi = new LinkedHashMap<>();
        struct(abi, "gpiochip_info", ChipInfo.LAYOUT);
        struct(abi, "gpio_v2_line_info", KernelLineInfo.LAYOUT);
        struct(abi, "gpio_v2_line_event", LineEvent.LAYOUT);
        struct(abi, "gpio_v2_line_values", LineValues.LAYOUT);
        struct(abi, "gpio_v2_line_config", LineRequest.CONFIG);
        struct(abi, "gpio_v2_line_config_attribute", LineRequest.CONFIG_ATTRIBUTE);
        struct(abi, "gpio_v2_line_request", LineRequest.LAYOUT);
        struct(abi, "pollfd", PollFd.LAYOUT);
        abi.put("sizeof(struct gpio_v2_line_attribute)", LineRequest.ATTRIBUTE.byteSize());
        long union = LineRequest.ATTRIBUTE.byteOffset(groupElement("value"));
        for (String member : List.of("flags", "values", "debounce_period_us")) {
            abi.put("offsetof(struct gpio_v2_line_attribute, " + member + ")", union);
        }
        abi.put(
                "offsetof(struct gpio_v2_line_request, config.attrs[1].mask)",
                LineRequest.LAYOUT.byteOffset(groupElement("config"), groupElement("attrs"), sequenceElement(1), groupElement("mask")));
        abi.put("GPIO_GET_CHIPINFO_IOCTL", Uapi.GET_CHIPINFO);
        abi.put("GPIO_V2_GET_LINEINFO_IOCTL", Uapi.GET_LINEINFO);
        abi.put("GPIO_V2_GET_LINE_IOCTL", Uapi.GET_LINE);
        abi.put("GPIO_V2_LINE_GET_VALUES_IOCTL", Uapi.GET_VALUES);
        abi.put("GPIO_V2_LINE_SET_VALUES_IOCTL", Uapi.SET_VALUES);
        abi.put("GPIO_MAX_NAME_SIZE", (long) Uapi.NAME_SIZE);
        abi.put("GPIO_V2_LINES_MAX", (long) Uapi.LINES_MAX);
        abi.put("GPIO_V2_LINE_NUM_ATTRS_MAX", (long) Uapi.ATTRS_MAX);
        abi.put("GPIO_V2_LINE_FLAG_USED", Uapi.FLAG_USED);
        abi.put("GPIO_V2_LINE_FLAG_ACTIVE_LOW", Uapi.FLAG_ACTIVE_LOW);
        abi.put("GPIO_V2_LINE_FLAG_INPUT", Uapi.FLAG_INPUT);
        abi.put("GPIO_V2_LINE_FLAG_OUTPUT", Uapi.FLAG_OUTPUT);
        abi.put("GPIO_V2_LINE_FLAG_EDGE_RISING", Uapi.FLAG_EDGE_RISING);
        abi.put("GPIO_V2_LINE_FLAG_EDGE_FALLING", Uapi.FLAG_EDGE_FALLING);
        abi.put("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", Uapi.FLAG_BIAS_PULL_UP);
        abi.put("GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN", Uapi.FLAG_BIAS_PULL_DOWN);
        abi.put("GPIO_V2_LINE_FLAG_BIAS_DISABLED", Uapi.FLAG_BIAS_DISABLED);
        abi.put("GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES", (long) Uapi.ATTR_OUTPUT_VALUES);
        abi.put("GPIO_V2_LINE_ATTR_ID_DEBOUNCE", (long) Uapi.ATTR_DEBOUNCE);
        abi.put("GPIO_V2_LINE_EVENT_RISING_EDGE", (long) Uapi.EVENT_RISING);
        abi.put("GPIO_V2_LINE_EVENT_FALLING_EDGE", (long) Uapi.EVENT_FALLING);
        abi.put("POLLIN", (long) Uapi.POLLIN);
        abi.put("POLLERR", (long) Uapi.POLLERR);
        abi.put("POLLHUP", (long) Uapi.POLLHUP);
        abi.put("POLLNVAL", (long) Uapi.POLLNVAL);
        abi.put("EPERM", (long) Uapi.EPERM);
        abi.put("ENOENT", (long) Uapi.ENOENT);
        abi.put("EINTR", (long) Uapi.EINTR);
        abi.put("ENXIO", (long) Uapi.ENXIO);
        abi.put("EBADF", (long) Uapi.EBADF);
        abi.put("EAGAIN", (long) Uapi.EAGAIN);
        abi.put("ENOMEM", (long) Uapi.ENOMEM);
        abi.put("EACCES", (long) Uapi.EACCES);
        abi.put("EBUSY", (long) Uapi.EBUSY);
        abi.put("ENODEV", (long) Uapi.ENODEV);
        abi.put("EINVAL", (long) Uapi.EINVAL);
        abi.put("ENFILE", (long) Uapi.ENFILE);
        abi.put("EMFILE", (long) Uapi.EMFILE);
        abi.put("ENOTTY", (long) Uapi.ENOTTY);
        abi.put("EOPNOTSUPP", (long) Uapi.EOPNOTSUPP);
        abi.put("ETIMEDOUT", (long) Uapi.ETIMEDOUT);
        return abi;
    }

    /** The size of a structure, and where each of its named members is. */
    private static void struct(Map<String, Long> abi, String name, StructLayout layout) {
        abi.put("sizeof(struct " + name + ")", layout.byteSize());
        for (MemoryLayout member : layout.memberLayouts()) {
            member.name().ifPresent(field -> abi.put(
                    "offsetof(struct " + name + ", " + field + ")", layout.byteOffset(groupElement(field))));
        }
    }

    private String compileAndRun(String program) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("abi.c"), program);
        Path binary = folder.resolve("abi");
        run("cc", "-o", binary.toString(), source.toString());
        return run(binary.toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
