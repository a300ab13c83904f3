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
import javax.imageio.ImageIO;

/** A woman who is in two of the photographs: enrolled from one, coming and going in the other. */
final class Scene {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int THERE = 30;
    private static final int AWAY = 18;

    private Scene() {}

    /** Frames: two seconds there, moving a little, then more than a second away. */
    static FrameSource comingAndGoing() {
        byte[][] frames = new byte[THERE + AWAY][];
        byte[] empty = pixels(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = frame < THERE ? pixels(cut("sample1.jpg", 1330 + 2 * frame, 60, 480, 360, WIDTH, HEIGHT)) : empty;
        }
        return FrameSource.of(frames);
    }

    /** The other photograph, JPEG. */
    static byte[] portrait() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(cut("sample3.jpg", 990, 90, 400, 520, 400, 520), "jpg", out);
        return out.toByteArray();
    }

    private static BufferedImage cut(String photo, int x, int y, int width, int height, int toWidth, int toHeight) {
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

    private static byte[] pixels(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
