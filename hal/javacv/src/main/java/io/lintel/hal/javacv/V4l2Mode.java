package io.lintel.hal.javacv;

import java.util.List;
import java.util.Locale;

/**
 * A picture format, size and choice of rates that a device offers.
 *
 * @param format in FFmpeg's words: {@code yuyv422}, {@code mjpeg}
 * @param width pixels a row, 0 if the device says none or leaves it open
 * @param height rows, 0 likewise
 * @param rates frames a second, fastest first as a rule; empty if it does not say
 * @param range the sizes in words where they are open, empty otherwise
 */
record V4l2Mode(String format, int width, int height, List<Double> rates, String range) {
    private static final double RATE_ENOUGH = 15;

    V4l2Mode {
        rates = List.copyOf(rates);
    }

    private boolean compressed() {
        return format.equals("mjpeg") || format.equals("h264") || format.equals("hevc");
    }

    private boolean mayBe(int wantedWidth, int wantedHeight) {
        return width == 0 || (width == wantedWidth && height == wantedHeight);
    }

    private boolean fastEnough(double rate) {
        return rates.isEmpty() || rates.stream().anyMatch(offered -> offered >= rate - 0.5);
    }

    /** In one line: {@code mjpeg 1280x720 30/15 fps}. */
    String words() {
        StringBuilder words = new StringBuilder(format);
        if (!range.isEmpty()) {
            words.append(' ').append(range);
        } else if (width > 0) {
            words.append(' ').append(width).append('x').append(height);
        }
        for (int i = 0; i < rates.size(); i++) {
            String rate = String.format(Locale.ROOT, "%.1f", rates.get(i));
            words.append(i == 0 ? " " : "/").append(rate.endsWith(".0") ? rate.substring(0, rate.length() - 2) : rate);
        }
        return words.append(rates.isEmpty() ? "" : " fps").toString();
    }

    /**
     * The format to ask for where the settings leave it open. FFmpeg would take the first raw one, which a USB 2 camera offers at
     * 1280x720 with 5 or 10 pictures a second, beside MJPEG with 30.
     *
     * @param wanted pictures a second, 0 for no wish
     * @return {@code mjpeg}, or empty for FFmpeg's choice
     */
    static String preferredFormat(List<V4l2Mode> modes, int width, int height, double wanted) {
        double rate = wanted > 0 ? wanted : RATE_ENOUGH;
        boolean rawWillDo = modes.stream().anyMatch(mode -> !mode.compressed()
                && mode.mayBe(width, height) && mode.fastEnough(rate));
        boolean mjpeg = modes.stream().anyMatch(mode -> mode.format.equals("mjpeg")
                && mode.mayBe(width, height));
        return width > 0 && mjpeg && !rawWillDo ? "mjpeg" : "";
    }
}
