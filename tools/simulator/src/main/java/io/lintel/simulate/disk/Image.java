package io.lintel.simulate.disk;

import io.lintel.simulate.site.Dice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What a journal's database and its write-ahead log hold at one moment. Immutable. */
final class Image {
    private static final int SECTOR = 512;
    /** Of the log; sqlite.org/fileformat2.html §4.1. */
    private static final int HEADER_BYTES = 32;
    private static final String LOG = "-wal";

    /** Bytes by the suffix of the file's name: empty for the database itself. */
    private final Map<String, byte[]> files;

    private Image(Map<String, byte[]> files) {
        this.files = files;
    }

    static Image of(Path database) {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (String suffix : new String[] {"", LOG}) {
                Path file = beside(database, suffix);
                if (Files.exists(file)) {
                    files.put(suffix, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Image(files);
    }

    /** Puts it in the place of what is there; the shared memory is rebuilt by whoever opens it next. */
    void restore(Path database) {
        try {
            for (String suffix : new String[] {"", LOG}) {
                byte[] bytes = files.get(suffix);
                if (bytes == null) {
                    Files.deleteIfExists(beside(database, suffix));
                } else {
                    Files.write(beside(database, suffix), bytes);
                }
            }
            Files.deleteIfExists(beside(database, "-shm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Somewhere between this and what came after: of each sector that was written, the new or the old one is there, or nothing. What was
     * written to the database itself was written after the log was safe, so the log is whole then, and is cut only once the database is
     * safe; and a log that begins anew has its new header safe before anything else (sqlite.org/src/info/ff5be73dee).
     */
    Image torn(Image after, Dice dice) {
        double share = dice.random().nextDouble();
        Map<String, byte[]> mixed = new TreeMap<>(after.files);
        byte[] database = after.files.get("");
        boolean checkpointed = !Arrays.equals(files.get(""), database);
        String suffix = checkpointed ? "" : LOG;
        byte[] written = after.files.get(suffix);
        if (written != null) {
            byte[] torn = torn(files.getOrDefault(suffix, new byte[0]), written, share, dice);
            if (suffix.equals(LOG) && torn.length >= HEADER_BYTES) {
                System.arraycopy(written, 0, torn, 0, HEADER_BYTES);
            }
            mixed.put(suffix, torn);
        }
        byte[] log = files.get(LOG);
        if (checkpointed && log != null && after.files.getOrDefault(LOG, new byte[0]).length < log.length) {
            mixed.put(LOG, log);
        }
        return new Image(mixed);
    }

    private static byte[] torn(byte[] old, byte[] written, double share, Dice dice) {
        byte[] mixed = Arrays.copyOf(old, written.length);
        for (int from = 0; from < written.length; from += SECTOR) {
            int length = Math.min(SECTOR, written.length - from);
            if (dice.chance(share)) {
                System.arraycopy(written, from, mixed, from, length);
            }
        }
        // A file that grew may have grown by less.
        int length = old.length >= written.length ? written.length : dice.between(old.length, written.length);
        return Arrays.copyOf(mixed, dice.chance(0.5) ? written.length : length);
    }

    private static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
