package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A film as a camera sends it: JPEGs. In a file: for each its length, 4 bytes, and itself.
 *
 * @param pictures in order
 */
record Reel(List<byte[]> pictures) {
    static Reel read(Path file) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        long left = Files.size(file);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (left > 0) {
                byte[] picture = in.readNBytes(in.readInt());
                pictures.add(picture);
                left -= Integer.BYTES + picture.length;
            }
        }
        return new Reel(pictures);
    }

    byte[] picture(int frame) {
        return pictures.get(frame);
    }

    /** Writes a reel as its pictures are painted. */
    static final class Recorder implements AutoCloseable {
        private final DataOutputStream out;

        Recorder(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        }

        void add(Mat picture) throws IOException {
            try (BytePointer bytes = new BytePointer()) {
                if (!imencode(".jpg", picture, bytes)) {
                    throw new IOException("a picture could not be encoded");
                }
                byte[] jpeg = new byte[Math.toIntExact(bytes.limit())];
                bytes.get(jpeg);
                out.writeInt(jpeg.length);
                out.write(jpeg);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
