package io.lintel.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mistake that somebody might make: another text in the place of the right one, in one file.
 *
 * @param name what is wrong, for people
 * @param file under the repository's root
 * @param edits what is replaced by what, one after the other; each text must be there exactly once
 * @param seeds in so many worlds at most it must be found
 * @param oracles one of which must find it, by name
 */
record Mutant(String name, String file, List<Edit> edits, int seeds, List<String> oracles) {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root", "."));
    private static final String SOURCES = "src/main/java/";

    record Edit(String right, String wrong) {}

    static Mutant of(String name, String file, String right, String wrong, int seeds, String... oracles) {
        return new Mutant(name, file, List.of(new Edit(right, wrong)), seeds, List.of(oracles));
    }

    Mutant and(String right, String wrong) {
        List<Edit> more = new java.util.ArrayList<>(edits);
        more.add(new Edit(right, wrong));
        return new Mutant(name, file, more, seeds, oracles);
    }

    /** The source with the mistake in it. */
    String source() throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        for (Edit edit : edits) {
            int at = text.indexOf(edit.right);
            if (at < 0 || text.indexOf(edit.right, at + 1) >= 0) {
                throw new IllegalStateException(file + " does not have this exactly once, so the mutant is out of date: " + edit.right);
            }
            text = text.replace(edit.right, edit.wrong);
        }
        return text;
    }

    /** The name of the class in the file. */
    String className() {
        return file.substring(file.indexOf(SOURCES) + SOURCES.length(), file.length() - ".java".length()).replace('/', '.');
    }

    @Override
    public String toString() {
        return name;
    }
}
