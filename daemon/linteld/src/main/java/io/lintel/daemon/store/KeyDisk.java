package io.lintel.daemon.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The two steps by which a key file comes to be on disk; a test cuts the power between them. */
interface KeyDisk {
    /** The file system's own. */
    KeyDisk REAL = new KeyDisk() {
        @Override
        public void sync(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    };

    /** What was written to this file, or which names are in this folder, is on disk when this returns. */
    void sync(Path path) throws IOException;

    /** Replaces the one file by the other in one step, which is on disk when the folder is synced. */
    void rename(Path from, Path to) throws IOException;
}
