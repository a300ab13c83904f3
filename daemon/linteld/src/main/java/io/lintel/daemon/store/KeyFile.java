package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file that holds the key to the data's key: 32 bytes in base64, with or without Lintel's header, readable by its owner only. May be a
 * credential of systemd's, which is nowhere on the disk in clear. Read anew at every use.
 *
 * @param path the file
 * @param disk how it is put on disk
 */
record KeyFile(Path path, KeyDisk disk) {
    /** The key's length, bytes. */
    static final int KEY_BYTES = 32;

    private static final String HEADER = "lintel-key-1 ";
    private static final long FILE_BYTES_MAX = 1_000;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    KeyFile(Path path) {
        this(path, KeyDisk.REAL);
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** The key that was in use before this one, if it was put beside it to be replaced. */
    KeyFile old() {
        return beside(".old");
    }

    private KeyFile beside(String suffix) {
        return new KeyFile(path.resolveSibling(path.getFileName() + suffix), disk);
    }

    /**
     * The key.
     *
     * @throws StoreException {@code KEY} if it is missing, unsafe or no key
     */
    SecretKey read() {
        try {
            if (!exists()) {
                throw new StoreException(Kind.KEY, "the key " + path + " is missing; put its backup there with mode 0600. Without it"
                        + " the enrolled people cannot be read");
            }
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
                throw new StoreException(Kind.KEY, "the key " + path + " is open to other users; run: chmod 600 " + path);
            }
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw notAKey();
            }
            String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
            byte[] bytes = Base64.getDecoder().decode(text.startsWith(HEADER) ? text.substring(HEADER.length()) : text);
            if (bytes.length != KEY_BYTES) {
                throw notAKey();
            }
            return new SecretKeySpec(bytes, "AES");
        } catch (IllegalArgumentException e) {
            throw notAKey();
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + path + " cannot be read: " + e + "; it must belong to the user that runs"
                    + " Lintel", e);
        }
    }

    /** Whether this user may put another key here. */
    boolean replaceable() {
        Path folder = path.toAbsolutePath().getParent();
        return folder != null && Files.isWritable(folder) && !Files.isSymbolicLink(path);
    }

    /** Writes a key into a file beside this one, on disk when this returns; {@link #promote} puts it in place. */
    KeyFile stage(SecretKey key) {
        KeyFile staged = beside(".new");
        byte[] text = (HEADER + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            Files.deleteIfExists(staged.path);
            Files.createFile(staged.path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(staged.path, text);
            disk.sync(staged.path);
            return staged;
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + path + " cannot be written: " + e, e);
        }
    }

    /** Puts the staged key in the place of this one, in one step that survives a power cut. */
    void promote(KeyFile staged) {
        try {
            disk.rename(staged.path, path);
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + path + " cannot be written: " + e, e);
        }
        settle();
    }

    /**
     * Makes sure that the file of this name is on disk: what the key opens is lost without it. Where the folder may not be opened, or
     * knows no such thing, the key is kept by others, who put it there.
     */
    void settle() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            return;
        }
        try {
            disk.sync(path);
            disk.sync(folder);
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + path + " cannot be written: " + e, e);
        }
    }

    private StoreException notAKey() {
        return new StoreException(Kind.KEY, path + " is no Lintel key; restore its backup");
    }
}
