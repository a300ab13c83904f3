package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs that people send: whatever they are, the answer is a picture or one clear sentence. */
class PictureTest {
    @TempDir
    Path folder;

    @Test
    void decodesAPhotograph() {
        try (Picture picture = Picture.decode(Fetched.photo("sample1.jpg"))) {
            assertThat(picture.width()).isEqualTo(1920);
            assertThat(picture.height()).isEqualTo(1280);
            assertThat(picture.channels()).isEqualTo(3);
        }
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));
        assertRefused(file, "the file is empty");
    }

    @Test
    void refusesTextThatCallsItselfAPicture() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.jpg"), "Dear door, please let me in.\n".repeat(50));
        assertRefused(file, "not a JPEG, PNG or WebP picture");
    }

    @Test
    void refusesAGiantBeforeDecodingIt() throws IOException {
        byte[] jpeg = small();
        int frame = startOfFrame(jpeg);
        jpeg[frame + 5] = 20_000 >> 8;
        jpeg[frame + 6] = (byte) 20_000;
        jpeg[frame + 7] = 20_000 >> 8;
        jpeg[frame + 8] = (byte) 20_000;
        assertRefused(Files.write(folder.resolve("giant.jpg"), jpeg), "20000 × 20000 pixels are more than the 50 megapixels");
        assertRefused(Files.write(folder.resolve("giant.png"), pngHeader(20_000, 20_000)), "20000 × 20000 pixels");
        // The four bytes of a PNG's extent hold more than an int: the product must not wrap around.
        assertRefused(Files.write(folder.resolve("wrap.png"), pngHeader(0xFFFF_FFFFL, 0xFFFF_FFFFL)), "4294967295 × 4294967295");
        assertRefused(Files.write(folder.resolve("giant.webp"), webpHeader(16_383, 16_383)), "16383 × 16383");
        assertRefused(Files.write(folder.resolve("none.png"), pngHeader(0, 10)), "no pixels");
    }

    @Test
    void acceptsTheLargestPictureAndNotOnePixelMore() {
        assertThat(PictureHeader.parse(pngHeader(10_000, 5_000), "x")).isEqualTo(new PictureHeader("PNG", 10_000, 5_000));
        assertThatThrownBy(() -> Picture.decode(pngHeader(10_000, 5_000), "limit.png")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> Picture.decode(pngHeader(10_000, 5_001), "over.png")).hasMessageContaining("megapixels");
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        byte[] padded = Arrays.copyOf(small(), (int) Picture.BYTES_MAX + 1);
        assertRefused(Files.write(folder.resolve("long.jpg"), padded), "20 MiB");
        Files.delete(folder.resolve("long.jpg"));
    }

    @Test
    void refusesACutOffPhotograph() throws IOException {
        byte[] jpeg = Files.readAllBytes(Fetched.photo("sample2.jpg"));
        assertRefused(Files.write(folder.resolve("half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2)), "cut off");
        assertRefused(Files.write(folder.resolve("start.jpg"), Arrays.copyOf(jpeg, 60)), "damaged");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertRefused(folder.resolve("missing.jpg"), "no such file");
        assertRefused(folder, "not a file");
    }

    @Test
    void survivesRandomDamage() {
        byte[] jpeg = small();
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] bad = Arrays.copyOf(jpeg, random.nextInt(2) == 0 ? jpeg.length : 1 + random.nextInt(jpeg.length));
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try (Picture picture = Picture.decode(bad, "seed " + seed)) {
                assertThat((long) picture.width() * picture.height()).as("seed %d", seed).isBetween(1L, Picture.PIXELS_MAX);
            } catch (PictureException e) {
                assertThat(e).hasMessageStartingWith("seed " + seed + ": ");
            }
        }
    }

    @Test
    void turnsAPhotographTheWayItsCameraWasHeld() {
        // Red left, blue right; EXIF orientation 6 means: turn by 90° clockwise to see it upright, so red comes to the top.
        byte[] upright = small();
        byte[] turned = withOrientation(upright, 6);
        try (Picture asStored = Picture.decode(upright);
                Picture asSeen = Picture.decode(turned)) {
            assertThat(asStored.width()).isEqualTo(64);
            assertThat(asSeen.width()).isEqualTo(32);
            assertThat(asSeen.height()).isEqualTo(64);
            assertThat(red(asSeen, 16, 8)).as("red at the top").isGreaterThan(200);
            assertThat(red(asSeen, 16, 56)).as("red at the bottom").isLessThan(60);
        }
    }

    @Test
    void looksAtNativeMemoryInPlace() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocate(6 * 4 * 3L, 64);
            try (Picture picture = Picture.of(pixels, 6, 4, PixelFormat.BGR24)) {
                pixels.set(ValueLayout.JAVA_BYTE, (1 * 6 + 2) * 3 + 2, (byte) 250);
                assertThat(red(picture, 2, 1)).isEqualTo(250);
            }
            assertThatThrownBy(() -> Picture.of(pixels, 7, 4, PixelFormat.BGR24)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int red(Picture picture, int x, int y) {
        return picture.mat().ptr(y, x).get(2) & 0xFF;
    }

    /** A JPEG of 64 × 32 pixels: left half red, right half blue. */
    private static byte[] small() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocate(64 * 32 * 3L, 64);
            for (int p = 0; p < 64 * 32; p++) {
                pixels.set(ValueLayout.JAVA_BYTE, p * 3L + (p % 64 < 32 ? 2 : 0), (byte) 255);
            }
            try (Picture picture = Picture.of(pixels, 64, 32, PixelFormat.BGR24)) {
                return picture.jpeg(95);
            }
        }
    }

    private static int startOfFrame(byte[] jpeg) {
        for (int i = 2; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                return i;
            }
        }
        throw new AssertionError("no SOF0");
    }

    /** An APP1 segment with one EXIF tag (0x0112, orientation), put right behind the start of image. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] pngHeader(long width, long height) {
        byte[] png = new byte[64];
        byte[] start = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        System.arraycopy(start, 0, png, 0, start.length);
        for (int i = 0; i < 4; i++) {
            png[16 + i] = (byte) (width >>> (24 - 8 * i));
            png[20 + i] = (byte) (height >>> (24 - 8 * i));
        }
        png[24] = 8;
        png[25] = 2;
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
        }
        return png;
    }

    private static byte[] webpHeader(int width, int height) {
        byte[] webp = Arrays.copyOf("RIFF....WEBPVP8X".getBytes(StandardCharsets.US_ASCII), 40);
        for (int i = 0; i < 3; i++) {
            webp[24 + i] = (byte) ((width - 1) >>> (8 * i));
            webp[27 + i] = (byte) ((height - 1) >>> (8 * i));
        }
        return webp;
    }

    private static void assertRefused(Path file, String complaint) {
        assertThatThrownBy(() -> Picture.decode(file))
                .isInstanceOf(PictureException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(complaint);
    }
}
