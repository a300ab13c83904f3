package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a SQLite database as its last commit left them, read without SQLite, so that damage to one page, or to the header,
 * does not hide the others. Nothing here is to be trusted: whoever reads rows off the pages must check them.
 *
 * <pre>
 *   journal.db      page 1 | page 2 | …                      page 1 begins with the header
 *   journal.db-wal  header, 32 bytes | frame | frame | …     a frame: header, 24 bytes | page; newer than the database's own
 * </pre>
 *
 * <p>Source: sqlite.org/fileformat2.html §1, §4. Of one thread.
 */
final class DatabasePages implements AutoCloseable {
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private final Path file;
    private final FileChannel main;
    private final @Nullable FileChannel log;
    private final int count;
    /** Where in the log a page's newest committed version begins. */
    private final Map<Integer, Long> logged;

    private DatabasePages(Path file, FileChannel main, @Nullable FileChannel log) throws IOException {
        this.file = file;
        this.main = main;
        this.log = log;
        this.logged = log == null ? Map.of() : committed(log);
        int own = (int) ((main.size() + Database.PAGE_BYTES - 1) / Database.PAGE_BYTES);
        this.count = Math.max(own, logged.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** Of this database and its log, neither of which changes. */
    static DatabasePages open(Path file) {
        try {
            Path side = file.resolveSibling(file.getFileName() + "-wal");
            FileChannel main = FileChannel.open(file, StandardOpenOption.READ);
            return new DatabasePages(file, main, Files.exists(side) ? FileChannel.open(side, StandardOpenOption.READ) : null);
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    /** How many pages there are; they are numbered from 1. */
    int count() {
        return count;
    }

    /** A page from its first byte to its last; zeros where the file ends early or the disk fails. */
    ByteBuffer page(int number) {
        ByteBuffer page = ByteBuffer.allocate(Database.PAGE_BYTES);
        if (number < 1 || number > count) {
            return page;
        }
        Long at = logged.get(number);
        try {
            if (at != null && log != null) {
                readFully(log, page, at);
            } else {
                readFully(main, page, (number - 1L) * Database.PAGE_BYTES);
            }
        } catch (IOException e) {
            return ByteBuffer.allocate(Database.PAGE_BYTES); // a bad block of the card: the other pages matter
        }
        return page.clear();
    }

    @Override
    public void close() {
        try {
            main.close();
            if (log != null) {
                log.close();
            }
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    private static Map<Integer, Long> committed(FileChannel log) throws IOException {
        Map<Integer, Long> committed = new HashMap<>();
        Map<Integer, Long> open = new HashMap<>();
        ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER);
        readFully(log, header, 0);
        long salts = header.getLong(16);
        long frame = (long) FRAME_HEADER + Database.PAGE_BYTES;
        for (long at = LOG_HEADER; at + frame <= log.size(); at += frame) {
            readFully(log, header.clear(), at);
            if (header.getLong(8) != salts) {
                continue; // left over from before the log began again; or damaged
            }
            int page = header.getInt(0);
            if (page > 0) {
                open.put(page, at + FRAME_HEADER);
            }
            if (header.getInt(4) != 0) { // the last frame of a transaction
                committed.putAll(open);
                open.clear();
            }
        }
        return committed;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }

    private static StoreException trouble(Path file, IOException e) {
        return new StoreException(Kind.IO, "cannot read what is left of " + file + ": " + e.getMessage(), e);
    }
}
