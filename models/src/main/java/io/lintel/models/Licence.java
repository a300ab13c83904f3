package io.lintel.models;

import java.nio.file.Path;
import java.util.List;

/**
 * Under which terms a bundle's models may be used.
 *
 * @param spdx the licence's SPDX identifier
 * @param file the licence's text, verified
 * @param holder who grants it
 * @param cautions what is not proven about it, a sentence each; shown to operators
 */
public record Licence(String spdx, Path file, String holder, List<String> cautions) {
    /** Keeps its own copy. */
    public Licence {
        cautions = List.copyOf(cautions);
    }
}
