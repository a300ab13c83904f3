package io.lintel.benchmarks;

import java.nio.file.Path;

/** Where the real models and photographs lie: in the working copy, fetched by the build. */
final class Photographs {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root", "."));

    private Photographs() {}

    static Path bundle() {
        return ROOT.resolve("models/target/bundle/lintel-default");
    }

    /** A group photograph with faces of all sizes. */
    static Path group() {
        return ROOT.resolve("models/target/photos/sample1.jpg");
    }
}
