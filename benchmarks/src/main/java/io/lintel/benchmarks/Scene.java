package io.lintel.benchmarks;

import io.lintel.hal.sim.FrameSource;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A woman who is in two of the photographs, enrolled from one, coming and going in the other; and a room without anybody. */
final class Scene {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int THERE = 15;
    private static final int AWAY = 15;
    private static final int NOISY_FRAMES = 8;
    /** So bright that no camera is taken for covered. */
    private static final int DAYLIGHT = 64;

    private Scene() {}

    /** Frames: a second there, moving a little, then a second away. */
    static FrameSource comingAndGoing() {
        byte[][] frames = new byte[THERE + AWAY][];
        byte[] empty = pixels(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = frame < THERE ? pixels(cut("sample1.jpg", 1330 + 2 * frame, 60, 480, 360, WIDTH, HEIGHT)) : empty;
        }
        return FrameSource.of(frames);
    }

    /** One frame for ever: a room without people, with sensor noise. */
    static FrameSource still() {
        BufferedImage room = cut("sample1.jpg", 0, 0, 64, 48, WIDTH, HEIGHT);
        byte[][] frames = new byte[NOISY_FRAMES][];
        Random random = new Random(1);
        for (int frame = 0; frame < frames.length; frame++) {
            byte[] noisy = pixels(room).clone();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = (byte) Math.clamp(DAYLIGHT + (noisy[i] & 0xff) / 2.0 + 2 * random.nextGaussian(), 0, 255);
            }
            frames[frame] = noisy;
        }
        return FrameSource.of(frames);
    }

    /** The other photograph, JPEG. */
    static byte[] portrait() {
        return jpeg(cut("sample3.jpg", 990, 90, 400, 520, 400, 520));
    }

    static byte[] jpeg(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be written into memory", e);
        }
        return out.toByteArray();
    }

    static BufferedImage cut(String photo, int x, int y, int width, int height, int toWidth, int toHeight) {
        Path file = Photographs.group().resolveSibling(photo);
        try {
            BufferedImage whole = ImageIO.read(file.toFile());
            BufferedImage out = new BufferedImage(toWidth, toHeight, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = out.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(whole.getSubimage(x, y, width, height), 0, 0, toWidth, toHeight, null);
            graphics.dispose();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: build first, see benchmarks/run", e);
        }
    }

    static byte[] pixels(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
