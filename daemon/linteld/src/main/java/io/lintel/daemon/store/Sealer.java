package io.lintel.daemon.store;

import io.lintel.daemon.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals biometric and personal data before it touches the disk: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The context
 * (whose, which embedding space) is authenticated, so a sealed template cannot be moved to another person.
 *
 * <pre>
 *   sealed   | 1 (version) | nonce, 12 bytes | ciphertext | tag, 16 bytes |
 * </pre>
 *
 * <p>Threading: any.
 */
final class Sealer {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;
    private final String named;

    /**
     * A sealer with this key.
     *
     * @param random makes nonces; must be a strong source in production
     * @param named what the key is called where it does not fit
     */
    Sealer(SecretKey key, SecureRandom random, String named) {
        this.key = key;
        this.random = random;
        this.named = named;
    }

    /** Seals under a context that {@link #open} must repeat. */
    byte[] seal(byte[] plain, String context) {
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
    byte[] open(byte[] sealed, String context) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new StoreException(Kind.DAMAGED, "sealed data for " + context + " is not in a form this Lintel knows");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new StoreException(Kind.KEY, "sealed data for " + context + " does not open with " + named
                    + ": another key was put there, or the data was changed; restore the key's backup", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
