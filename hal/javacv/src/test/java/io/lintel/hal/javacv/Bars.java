package io.lintel.hal.javacv;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A picture whose left half is red and whose right half is blue, or that is black, as the cameras' formats have it. */
final class Bars {
    /** Y, U, V of ITU-R BT.601 in studio range. */
    private static final int[] RED = {81, 90, 240};

    private static final int[] BLUE = {41, 240, 110};

    private Bars() {}

    /** In one of {@code YUYV}, {@code NV12}, {@code MJPG}. */
    static byte[] of(String fourCc, int width, int height) {
        return switch (fourCc) {
            case "YUYV" -> yuyv(width, height);
            case "NV12" -> nv12(width, height);
            case "MJPG" -> jpeg(width, height);
            default -> throw new IllegalArgumentException(fourCc);
        };
    }

    /** Black in {@code YUYV}. */
    static byte[] black(int width, int height) {
        byte[] picture = new byte[width * height * 2];
        for (int i = 0; i < picture.length; i += 2) {
            picture[i] = 16;
            picture[i + 1] = (byte) 128;
        }
        return picture;
    }

    private static byte[] yuyv(int width, int height) {
        byte[] picture = new byte[width * height * 2];
        for (int i = 0; i < picture.length; i += 4) {
            int[] colour = colour(i / 2 % width, width);
            picture[i] = (byte) colour[0];
            picture[i + 1] = (byte) colour[1];
            picture[i + 2] = (byte) colour[0];
            picture[i + 3] = (byte) colour[2];
        }
        return picture;
    }

    private static byte[] nv12(int width, int height) {
        byte[] picture = new byte[width * height * 3 / 2];
        for (int i = 0; i < width * height; i++) {
            picture[i] = (byte) colour(i % width, width)[0];
        }
        for (int i = width * height; i < picture.length; i += 2) {
            int[] colour = colour(i % width, width);
            picture[i] = (byte) colour[1];
            picture[i + 1] = (byte) colour[2];
        }
        return picture;
    }

    private static int[] colour(int x, int width) {
        return x < width / 2 ? RED : BLUE;
    }

    private static byte[] jpeg(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics graphics = image.getGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The first half of a JPEG, as a cable that rattles delivers it. */
    static byte[] torn(byte[] jpeg) {
        return Arrays.copyOf(jpeg, jpeg.length / 2);
    }
}
