package io.lintel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the installed parts of Lintel lie: beside the program in a working copy, below /usr/share in a package. */
final class Installation {
    private Installation() {}

    /** The board profiles. */
    static Path boards() {
        Path home = Path.of(System.getProperty("lintel.home", "."));
        return Stream.of(home.resolve("boards"), Path.of("/usr/share/lintel/boards"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new CommandFailure("the board profiles are not there", "reinstall Lintel"));
    }
}
