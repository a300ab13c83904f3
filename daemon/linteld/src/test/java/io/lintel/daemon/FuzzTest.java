package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.lintel.core.control.ControlCodec;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.ControlRequest;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.Photo;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.config.ConfigException;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.uplink.HubWords;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import io.lintel.models.TuningFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every byte from outside is hostile: good inputs, mutated, either work or are refused by the one exception that says so, without taking
 * much memory. A fixed number of inputs in every build; for as many seconds each as {@code -Dlintel.fuzz.seconds=600} says with
 * {@code tools/endure}, and other inputs with another {@code -Dlintel.fuzz.seed}. What fails is printed with its seed and bytes.
 */
final class FuzzTest {
    private static final long SEED = Long.getLong("lintel.fuzz.seed", 1L);
    private static final long SECONDS = Long.getLong("lintel.fuzz.seconds", 0L);
    private static final long BYTES_ALLOCATED_MAX = 256L << 20;
    private static final Path ROOT = Path.of(System.getProperty("lintel.root", "."));

    @TempDir
    private Path directory;

    /** What reads bytes from outside. */
    enum Target {
        CONFIG(150),
        CONTROL_REQUEST(1_500),
        CONTROL_REPLY(1_500),
        EVENT(1_500),
        HUB(1_500),
        BUNDLE_MANIFEST(150),
        TUNING(300),
        PICTURE(1_500);

        /** How many in every build. */
        private final int inputs;

        Target(int inputs) {
            this.inputs = inputs;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadOrRefused(Target target) throws IOException {
        List<byte[]> corpus = corpus(target);
        Consumer<byte[]> reader = reader(target);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long refused = 0;
        long inputs = 0;
        long most = 0;
        for (long seed = SEED * 1_000_000_000L; inputs < target.inputs || System.nanoTime() < until; seed++, inputs++) {
            byte[] bytes = new Mutator(seed).mutate(corpus);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                reader.accept(bytes);
            } catch (ConfigException | ControlException | EventFormatException | BundleException | PictureException e) {
                refused++;
                assertThat(e.getMessage()).as("%s, seed %d", target, seed).isNotBlank();
            } catch (RuntimeException | Error e) {
                fail(target + ", seed " + seed + ": " + e + " for " + shown(bytes), e);
            }
            most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(most).as("%s, seed %d: bytes allocated", target, seed).isLessThan(BYTES_ALLOCATED_MAX);
        }
        System.out.printf("fuzz %s: %d inputs, %d refused, 0 escaped, at most %d KiB each%n", target, inputs, refused, most >> 10);
        assertThat(refused).as("refusals: the inputs are hostile").isGreaterThan(mayRefuse(target) ? inputs / 20 : -1);
    }

    /** The hub's words and a tuning are ignored where they are not understood. */
    private static boolean mayRefuse(Target target) {
        return target != Target.HUB && target != Target.TUNING;
    }

    private Consumer<byte[]> reader(Target target) throws IOException {
        return switch (target) {
            case CONFIG -> bytes -> new ConfigLoader(Map.of()).load(written("lintel.toml", bytes));
            case CONTROL_REQUEST -> {
                ControlCodec codec = new ControlCodec();
                yield bytes -> codec.readRequest(new String(bytes, StandardCharsets.UTF_8));
            }
            case CONTROL_REPLY -> {
                ControlCodec codec = new ControlCodec();
                yield bytes -> codec.readReply(new String(bytes, StandardCharsets.UTF_8));
            }
            case EVENT -> new EventCodec()::decode;
            case HUB -> HubWords::read;
            case BUNDLE_MANIFEST -> {
                Path bundle = Files.createDirectory(directory.resolve("bundle"));
                try (Stream<Path> files = Files.list(ROOT.resolve("models/target/bundle/lintel-default"))) {
                    for (Path file : files.toList()) {
                        if (!file.endsWith(Bundle.MANIFEST)) {
                            Files.createSymbolicLink(bundle.resolve(file.getFileName()), file);
                        }
                    }
                }
                yield bytes -> {
                    written("bundle/" + Bundle.MANIFEST, bytes);
                    Bundle.open(bundle);
                };
            }
            case TUNING -> bytes -> {
                written(TuningFile.NAME, bytes);
                new TuningFile(directory).read();
            };
            case PICTURE -> bytes -> Picture.decode(bytes).close();
        };
    }

    private List<byte[]> corpus(Target target) throws IOException {
        return switch (target) {
            case CONFIG -> {
                String reference = Files.readString(ROOT.resolve("config/lintel.toml"));
                String active = reference.lines().map(line -> line.replaceFirst("^#(?=[a-z\\[])", "")).collect(Collectors.joining("\n"));
                yield texts(reference, active);
            }
            case CONTROL_REQUEST -> {
                ControlCodec codec = new ControlCodec();
                yield texts(
                        codec.request(new ControlRequest.Status()),
                        codec.request(new ControlRequest.Events(7, OptionalLong.of(3))),
                        codec.request(new ControlRequest.Unlock(Duration.ofMillis(1_500))),
                        codec.request(new ControlRequest.AddPerson(
                                new PersonId("ana"), "Ana", List.of(new Photo("a.jpg", new byte[] {1, 2, 3})), Duplicates.REFUSE)));
            }
            case CONTROL_REPLY -> texts(
                    "{\"ok\":true,\"result\":{\"events\":[]}}", "{\"event\":{\"data\":{\"seq\":3}}}",
                    "{\"ok\":false,\"error\":{\"what\":\"a\",\"where\":\"b\",\"todo\":\"c\"}}");
            case EVENT -> {
                try (Journal journal = Events.journal(directory.resolve("journal.db"))) {
                    yield List.of(
                            journal.append(List.of(journal.prepare(Events.granted(Events.START)))).getFirst().body(),
                            Events.append(journal, 1, 1).getFirst().body());
                }
            }
            case HUB -> texts(
                    "{\"seq\":3,\"id\":\"01980000-0000-7000-8000-000000000001\"}", "{\"from\":3,\"to\":4}",
                    "{\"state\":\"online\",\"session\":\"s\"}");
            case BUNDLE_MANIFEST -> List.of(Files.readAllBytes(ROOT.resolve("models/target/bundle/lintel-default").resolve(Bundle.MANIFEST)));
            case TUNING -> texts("bundle = \"b@1\"\ncores = 2\n[detector]\nprovider = \"cpu\"\nthreads = 1\nspinning = false\nmicros = 7\n");
            case PICTURE -> List.of(picture("jpg"), picture("png"));
        };
    }

    private static byte[] picture(String format) throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < 48 * 32; pixel++) {
            image.setRGB(pixel % 48, pixel / 48, pixel * 7_919);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private Path written(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static String shown(byte[] bytes) {
        return bytes.length > 2_000 ? bytes.length + " bytes" : HexFormat.of().formatHex(bytes);
    }
}
