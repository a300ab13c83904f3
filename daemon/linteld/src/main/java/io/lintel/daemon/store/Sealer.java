package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals biometric and personal data before it touches the disk: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The context
 * (whose, which embedding space) is authenticated, so a sealed template cannot be moved to another person.
 *
 * <pre>
 *   sealed   | 1 (version) | nonce, 12 bytes | ciphertext | tag, 16 bytes |
 * </pre>
 *
 * <p>The key lies in a file of mode 0600 beside the data. That limits what a copied database gives away; it does not stop whoever
 * takes the whole card. Threading: any.
 */
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final String HEADER = "lintel-key-1 ";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final SecretKey key;
    private final SecureRandom random;
    private final Path file;

    private Sealer(Path file, SecretKey key, SecureRandom random) {
        this.file = file;
        this.key = key;
        this.random = random;
    }

    /**
     * With the key in this file.
     *
     * @throws StoreException {@code KEY} if it is missing, unsafe or no key
     */
    public static Sealer open(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                throw new StoreException(Kind.KEY, "the key " + file + " is missing; put its backup there with mode 0600. Without it"
                        + " the enrolled people cannot be read");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new StoreException(Kind.KEY, "the key " + file + " is open to other users; run: chmod 600 " + file);
            }
            if (Files.size(file) > 1_000) {
                throw notAKey(file);
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            byte[] bytes = text.startsWith(HEADER)
                    ? Base64.getDecoder().decode(text.substring(HEADER.length()))
                    : new byte[0];
            if (bytes.length != KEY_BYTES) {
                throw notAKey(file);
            }
            return new Sealer(file, new SecretKeySpec(bytes, "AES"), random);
        } catch (IllegalArgumentException e) {
            throw notAKey(file);
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + file + " cannot be read: " + e + "; it must belong to the user that runs"
                    + " Lintel", e);
        }
    }

    /** Makes a new key in this file, which must not exist; it is on disk when this returns. */
    public static Sealer create(Path file, SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        byte[] text = (HEADER + Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                    entry.force(true); // the name, too, must survive a power cut: what it seals is lost without it
                }
            }
            return open(file, random);
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, "the key " + file + " cannot be created: " + e, e);
        }
    }

    /** Seals under a context that {@link #open(byte[], String)} must repeat. */
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + secret.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(secret)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new StoreException(Kind.OTHER, "cannot encrypt: " + e.getMessage(), e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @throws StoreException {@code KEY} if it was sealed with another key or context, or was changed
     */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new StoreException(Kind.DAMAGED, "sealed data for " + context + " is not in a form this Lintel knows");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new StoreException(Kind.KEY, "sealed data for " + context + " does not open with the key " + file
                    + ": another key was put there, or the data was changed; restore the key's backup", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static StoreException notAKey(Path file) {
        return new StoreException(Kind.KEY, file + " is no Lintel key; restore its backup");
    }
}
