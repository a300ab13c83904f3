package io.lintel.hal.javacv;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a video node says of itself, by the ioctls of {@code linux/videodev2.h}. Opening a node for that disturbs nobody.
 *
 * @param errno why it could not be asked, 0 if it was; the rest is then empty
 * @param driver {@code uvcvideo}
 * @param card the device's own name
 * @param capture whether it captures single-stream pictures into memory (not a codec, an output or a metadata node)
 * @param modes what it offers in formats that FFmpeg reads; all it offers if there is no such format
 */
record V4l2Node(int errno, String driver, String card, boolean capture, List<V4l2Mode> modes) {
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("YUYV", "yuyv422"), Map.entry("UYVY", "uyvy422"), Map.entry("MJPG", "mjpeg"), Map.entry("JPEG", "mjpeg"),
            Map.entry("H264", "h264"), Map.entry("HEVC", "hevc"), Map.entry("NV12", "nv12"), Map.entry("NV21", "nv21"),
            Map.entry("YU12", "yuv420p"), Map.entry("422P", "yuv422p"), Map.entry("BGR3", "bgr24"), Map.entry("RGB3", "rgb24"),
            Map.entry("GREY", "gray"));
    private static final int MODES_MAX = 500;
    private static final int RATES_MAX = 32;
    private static final int CAP_BYTES = 104;
    private static final int FMT_BYTES = 64;
    private static final int SIZE_BYTES = 44;
    private static final int INTERVAL_BYTES = 52;
    private static final long QUERYCAP = 0x80685600L;
    private static final long ENUM_FMT = 0xC0405602L;
    private static final long ENUM_FRAMESIZES = 0xC02C564AL;
    private static final long ENUM_FRAMEINTERVALS = 0xC034564BL;
    private static final int CAP_VIDEO_CAPTURE = 1;
    private static final int CAP_STREAMING = 0x0400_0000;
    private static final int CAP_DEVICE_CAPS = 0x8000_0000;
    private static final int BUF_TYPE_VIDEO_CAPTURE = 1;
    private static final int DISCRETE = 1;

    /** Asks a node. */
    static V4l2Node ask(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            int fd = LinuxCalls.open(state, arena.allocateFrom(path.toString()), LinuxCalls.O_RDWR_NONBLOCK);
            if (fd < 0) {
                return unknown(-fd);
            }
            try {
                return ask(arena, state, fd);
            } finally {
                LinuxCalls.close(state, fd);
            }
        }
    }

    private static V4l2Node unknown(int errno) {
        return new V4l2Node(errno, "", "", false, List.of());
    }

    private static V4l2Node ask(Arena arena, MemorySegment state, int fd) {
        MemorySegment capability = arena.allocate(CAP_BYTES, 8);
        int result = LinuxCalls.ioctl(state, fd, QUERYCAP, capability);
        if (result < 0) {
            return unknown(-result);
        }
        int all = capability.get(JAVA_INT, 84);
        int own = (all & CAP_DEVICE_CAPS) != 0 ? capability.get(JAVA_INT, 88) : all;
        boolean capture = (own & CAP_VIDEO_CAPTURE) != 0 && (own & CAP_STREAMING) != 0;
        List<V4l2Mode> modes = capture ? formats(arena, state, fd) : List.of();
        return new V4l2Node(0, text(capability, 0, 16), text(capability, 16, 32), capture, modes);
    }

    private static List<V4l2Mode> formats(Arena arena, MemorySegment state, int fd) {
        List<V4l2Mode> modes = new ArrayList<>();
        MemorySegment format = arena.allocate(FMT_BYTES, 8);
        for (int index = 0; modes.size() < MODES_MAX; index++) {
            format.fill((byte) 0);
            format.set(JAVA_INT, 0, index);
            format.set(JAVA_INT, 4, BUF_TYPE_VIDEO_CAPTURE);
            if (LinuxCalls.ioctl(state, fd, ENUM_FMT, format) < 0) {
                break;
            }
            sizes(arena, state, fd, format.get(JAVA_INT, 44), modes);
        }
        List<V4l2Mode> readable = modes.stream().filter(mode -> KNOWN.containsValue(mode.format())).toList();
        return readable.isEmpty() ? modes : readable;
    }

    private static void sizes(Arena arena, MemorySegment state, int fd, int pixelFormat, List<V4l2Mode> modes) {
        String name = ffmpegName(fourCc(pixelFormat));
        MemorySegment size = arena.allocate(SIZE_BYTES, 8);
        for (int index = 0; modes.size() < MODES_MAX; index++) {
            size.fill((byte) 0);
            size.set(JAVA_INT, 0, index);
            size.set(JAVA_INT, 4, pixelFormat);
            if (LinuxCalls.ioctl(state, fd, ENUM_FRAMESIZES, size) < 0) {
                if (index == 0) {
                    modes.add(new V4l2Mode(name, 0, 0, List.of(), ""));
                }
                return;
            }
            int width = size.get(JAVA_INT, 12);
            int height = size.get(JAVA_INT, 16);
            if (size.get(JAVA_INT, 8) != DISCRETE) {
                String range = width + "x" + size.get(JAVA_INT, 24) + " to " + height + "x" + size.get(JAVA_INT, 28);
                modes.add(new V4l2Mode(name, 0, 0, List.of(), range));
                return;
            }
            modes.add(new V4l2Mode(name, width, height, rates(arena, state, fd, pixelFormat, width, height), ""));
        }
    }

    private static List<Double> rates(Arena arena, MemorySegment state, int fd, int pixelFormat, int width, int height) {
        List<Double> rates = new ArrayList<>();
        MemorySegment interval = arena.allocate(INTERVAL_BYTES, 8);
        for (int index = 0; index < RATES_MAX; index++) {
            interval.fill((byte) 0);
            interval.set(JAVA_INT, 0, index);
            interval.set(JAVA_INT, 4, pixelFormat);
            interval.set(JAVA_INT, 8, width);
            interval.set(JAVA_INT, 12, height);
            if (LinuxCalls.ioctl(state, fd, ENUM_FRAMEINTERVALS, interval) < 0 || interval.get(JAVA_INT, 16) != DISCRETE) {
                break;
            }
            int numerator = interval.get(JAVA_INT, 20);
            if (numerator > 0) {
                rates.add((double) interval.get(JAVA_INT, 24) / numerator);
            }
        }
        return rates;
    }

    /** FFmpeg's name of a V4L2 pixel format, for those that cameras send; the kernel's four characters for others. */
    static String ffmpegName(String fourCc) {
        return KNOWN.getOrDefault(fourCc, fourCc);
    }

    private static String fourCc(int code) {
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < 32; shift += 8) {
            char c = (char) (code >> shift & 0x7F);
            text.append(c < ' ' ? '?' : c);
        }
        return text.toString().strip();
    }

    private static String text(MemorySegment segment, long offset, int length) {
        byte[] bytes = segment.asSlice(offset, length).toArray(JAVA_BYTE);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
    }
}
