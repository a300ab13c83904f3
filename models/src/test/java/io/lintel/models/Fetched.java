package io.lintel.models;

import io.lintel.hal.Accelerator;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.onnxruntime.OrtAcceleratorProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bundle and photographs that models/fetch laid into target/. */
final class Fetched {
    private static final Path TARGET = Path.of(System.getProperty("lintel.root", ".."), "models", "target");

    private Fetched() {}

    static Path bundle() {
        return TARGET.resolve("bundle/lintel-default");
    }

    static Path photo(String name) {
        return TARGET.resolve("photos").resolve(name);
    }

    static FaceModels models() {
        try (Accelerator accelerator = new OrtAcceleratorProvider().open()) {
            return FaceModels.loadWithPose(Bundle.open(bundle()), accelerator, role -> SessionSettings.cpu());
        }
    }

    /** A copy that a test may damage. */
    static Path copy(Path into) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bundle())) {
            for (Path file : files) {
                Files.copy(file, into.resolve(String.valueOf(file.getFileName())));
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
