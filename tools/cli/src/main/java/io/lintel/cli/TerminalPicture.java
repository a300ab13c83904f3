package io.lintel.cli;

import io.lintel.hal.Frame;
import io.lintel.hal.PixelFormat;
import java.awt.image.BufferedImage;
import java.lang.foreign.ValueLayout;

/**
 * A picture in a terminal: two pixels a character, the upper as the colour of "▀" and the lower as its background (24-bit SGR colours,
 * ISO 8613-6). An installer on a ladder, at the far end of an SSH session, sees whether the camera looks at the door.
 */
final class TerminalPicture {
    private static final String ESCAPE = "\u001b[";
    private static final String PLAIN = ESCAPE + "0m";

    private final int columns;

    /**
     * Pictures of a width.
     *
     * @param columns characters in a row, at least 1
     */
    TerminalPicture(int columns) {
        this.columns = columns;
    }

    /** A camera's frame. */
    String of(Frame frame) {
        int size = frame.format().bytesPerPixel();
        return draw(frame.width(), frame.height(), (x, y) -> {
            long at = ((long) y * frame.width() + x) * size;
            int first = frame.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            if (frame.format() == PixelFormat.GREY) {
                return first << 16 | first << 8 | first;
            }
            int green = frame.pixels().get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
            int red = frame.pixels().get(ValueLayout.JAVA_BYTE, at + 2) & 0xFF;
            return red << 16 | green << 8 | first;
        });
    }

    /** A decoded photograph. */
    String of(BufferedImage image) {
        return draw(image.getWidth(), image.getHeight(), image::getRGB);
    }

    @FunctionalInterface
    private interface Colours {
        int at(int x, int y);
    }

    private String draw(int width, int height, Colours colours) {
        int rows = Math.max(2, (int) Math.round((double) columns * height / width)) & ~1;
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row += 2) {
            for (int column = 0; column < columns; column++) {
                text.append(ESCAPE).append("38;2;").append(mean(colours, width, height, column, row, rows));
                text.append(";48;2;").append(mean(colours, width, height, column, row + 1, rows)).append("m▀");
            }
            text.append(PLAIN).append('\n');
        }
        return text.toString();
    }

    /** A cell's mean colour, as SGR wants it: the picture is far larger than the terminal, and one pixel of many would be noise. */
    private String mean(Colours colours, int width, int height, int column, int row, int rows) {
        int left = column * width / columns;
        int right = Math.max(left + 1, (column + 1) * width / columns);
        int top = row * height / rows;
        int bottom = Math.max(top + 1, (row + 1) * height / rows);
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int colour = colours.at(x, y);
                red += colour >> 16 & 0xFF;
                green += colour >> 8 & 0xFF;
                blue += colour & 0xFF;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return red / count + ";" + green / count + ";" + blue / count;
    }
}
