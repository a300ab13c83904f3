package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * The directory of the door's memory, held by one process at a time: the daemon, or the command line while no daemon runs.
 *
 * <pre>
 *   lock          held while in use
 *   journal.db    events (+ -wal, -shm)
 *   people.db     the people, sealed (+ -wal, -shm)
 *   people.key    what opens them, mode 0600, unless [state] key-file names another: back it up apart from people.db
 *   engines/      compiled models
 *   tuning.toml   how this machine runs the models best, as measured
 * </pre>
 */
public final class StateDirectory implements AutoCloseable {
    private final Path directory;
    private final FileChannel channel;

    private StateDirectory(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Creates the directory (mode 0700) if it is missing, and takes the lock.
     *
     * @throws StoreException {@code BUSY} if another process holds it, {@code DENIED} if it is another user's or this one may not use it
     */
    public static StateDirectory open(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            refuseOthers(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new StoreException(Kind.BUSY, directory + " is in use by another Lintel process; stop it first, or let it do the"
                        + " work through its control socket");
            }
            removeStaleLibraries(directory);
            return new StateDirectory(directory, channel);
        } catch (IOException e) {
            throw new StoreException(Kind.DENIED, "state.directory " + directory + " cannot be used: " + why(e), e);
        }
    }

    /**
     * What root creates in another user's directory, that user cannot open: the service would not start any more.
     *
     * @throws StoreException {@code DENIED} if the directory belongs to somebody else
     */
    private static void refuseOthers(Path directory) throws IOException {
        Object owner = Files.getAttribute(directory, "unix:uid");
        if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            String name = Files.getOwner(directory).getName();
            throw new StoreException(Kind.DENIED, "state.directory " + directory + " belongs to the user " + name
                    + "; do this as that user (sudo -u " + name + " lintel …), or start the service and ask it");
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException there -> there.getMessage() + " is a file; name a directory";
            case NotDirectoryException no -> no.getMessage() + " is no directory; name one";
            case AccessDeniedException denied -> "permission denied for " + denied.getMessage()
                    + "; give the directory to the user that runs Lintel (chown), or name another";
            case FileSystemException other when other.getReason() != null -> other.getReason().toLowerCase(Locale.ROOT) + " (" + other.getFile()
                    + "); mend that, or name another directory";
            default -> e.getMessage() + "; mend that, or name another directory";
        };
    }

    /** SQLite's native library is unpacked here at every start and left behind by a process that did not end by itself. */
    private static void removeStaleLibraries(Path directory) throws IOException {
        try (DirectoryStream<Path> stale = Files.newDirectoryStream(directory, "sqlite-*-libsqlitejdbc.so*")) {
            for (Path library : stale) {
                Files.deleteIfExists(library);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another daemon in this very process
        }
    }

    /** The journal's file. */
    public Path journal() {
        return journalIn(directory);
    }

    /** The journal's file in a state directory that need not be held: for readers. */
    public static Path journalIn(Path directory) {
        return directory.resolve("journal.db");
    }

    /** The register of people. */
    public Path people() {
        return directory.resolve("people.db");
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel lets go of it when the process ends.
        }
    }
}
