package io.lintel.daemon;

import io.lintel.core.control.Photo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** The photographs that the models module fetches: one woman in two of them, and strangers. */
final class TestPhotos {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private static final Path ROOT = Path.of(System.getProperty("lintel.root"));

    private TestPhotos() {}

    /** The default model bundle. */
    static Path bundle() {
        return ROOT.resolve("models/target/bundle/lintel-default");
    }

    /** The woman as she is enrolled: the middle of sample3. */
    static Photo enrolled() {
        return new Photo("sample3.png", png(portrait("sample3.jpg", 980, 80, 420, 540)));
    }

    /** The same woman in another photograph: the right of sample1. */
    static Photo enrolledAgain() {
        return new Photo("sample1-right.png", png(portrait("sample1.jpg", 1360, 110, 420, 430)));
    }

    /** Another woman: the left of sample1. */
    static Photo another() {
        return new Photo("sample1-left.png", png(portrait("sample1.jpg", 295, 260, 420, 430)));
    }

    /** The same woman at the door: the right of sample1. BGR, 640 × 480. */
    static byte[] atTheDoor() {
        return bgr(portrait("sample1.jpg", 1360, 110, 420, 430));
    }

    /** Another woman at the door: the left of sample1. */
    static byte[] stranger() {
        return bgr(portrait("sample1.jpg", 295, 260, 420, 430));
    }

    /** The stranger on the left and the woman on the right, before one camera. */
    static byte[] together() {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = frame.createGraphics();
        pen.drawImage(portrait("sample1.jpg", 295, 260, 420, 430).getScaledInstance(WIDTH / 2, HEIGHT / 2, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.drawImage(portrait("sample1.jpg", 1360, 110, 420, 430).getScaledInstance(WIDTH / 2, HEIGHT / 2, Image.SCALE_AREA_AVERAGING), WIDTH / 2, 0, null);
        pen.dispose();
        return bgr(frame);
    }

    /** Nobody. */
    static byte[] emptyCorridor() {
        byte[] grey = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(grey, (byte) 110);
        return grey;
    }

    /** A part of a photograph, as high as the camera's picture, on grey. */
    private static BufferedImage portrait(String file, int x, int y, int width, int height) {
        try {
            BufferedImage photo = ImageIO.read(ROOT.resolve("models/target/photos").resolve(file).toFile());
            BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D pen = frame.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.setColor(new Color(110, 110, 110));
            pen.fillRect(0, 0, WIDTH, HEIGHT);
            int shown = width * HEIGHT / height;
            int left = (WIDTH - shown) / 2;
            pen.drawImage(photo, left, 0, left + shown, HEIGHT, x, y, x + width, y + height, null);
            pen.dispose();
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bgr(BufferedImage frame) {
        return ((DataBufferByte) frame.getRaster().getDataBuffer()).getData().clone();
    }

    private static byte[] png(BufferedImage frame) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(frame, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
