package io.lintel.demo;

import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The finished film with everything that goes with it, in one folder.
 *
 * <pre>
 *   walk-ups.mkv   the film        truth.json   who is in it, and when
 *   people.csv     whom to enrol   *.jpg        their photographs
 * </pre>
 *
 * @param folder where
 * @param truth who walks up when
 */
record Film(Path folder, GroundTruth truth) {
    /** How long the corridor stays empty at the end, frames: room for the last decisions. */
    private static final int TAIL = 24;

    Path video() {
        return folder.resolve("walk-ups.mkv");
    }

    Path people() {
        return folder.resolve("people.csv");
    }

    /**
     * The film in this folder, made anew if photographs, bundle or the way of making it have changed.
     *
     * @param say told what takes time
     */
    static Film make(Path photographs, Path bundle, Path folder, Runnable say) throws Exception {
        Path key = folder.resolve("made-from");
        String wanted = key(photographs, bundle);
        if (!Files.exists(key) || !Files.readString(key).equals(wanted)) {
            say.run();
            Files.createDirectories(folder);
            Files.deleteIfExists(key);
            shoot(photographs, bundle, folder);
            Files.writeString(key, wanted);
        }
        return new Film(folder, GroundTruth.read(folder.resolve("truth.json")));
    }

    private static void shoot(Path photographs, Path bundle, Path folder) throws Exception {
        AcceleratorProvider provider = ServiceLoader.load(AcceleratorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals("onnxruntime"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the ONNX Runtime back-end is not on the class path"));
        try (Accelerator accelerator = provider.open();
                FaceModels models = FaceModels.load(Bundle.open(bundle), accelerator, _ -> SessionSettings.cpu());
                Casting casting = new Casting(photographs, models)) {
            List<WalkUpVideo.Entry> entries = new ArrayList<>();
            StringBuilder people = new StringBuilder("id,name,photo\n");
            for (Part part : casting.parts()) {
                entries.add(casting.entry(part));
                if (part.enrolledFrom().isPresent()) {
                    String photo = part.person() + ".jpg";
                    casting.writeEnrolment(part.enrolledFrom().get(), folder.resolve(photo));
                    people.append(part.person()).append(',').append(part.person()).append(',').append(photo).append('\n');
                }
            }
            GroundTruth truth = WalkUpVideo.plan(entries, TAIL);
            WalkUpVideo.record(entries, truth, folder.resolve("walk-ups.mkv"));
            truth.write(folder.resolve("truth.json"));
            Files.writeString(folder.resolve("people.csv"), people);
        }
    }

    /** A digest of whatever the film depends on: this package's own classes, the photographs, the bundle. */
    private static String key(Path photographs, Path bundle) throws IOException {
        Path code = Path.of(Film.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        MessageDigest digest = sha256();
        for (Path root : List.of(code, photographs, bundle.resolve("bundle.toml"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }
}
