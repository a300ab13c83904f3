package io.lintel.daemon.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that seals a door's journal: HMAC-SHA-256 (RFC 2104). Immutable; any thread. */
public final class SealKey {
    /** The secret's length, bytes. */
    static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    SealKey(byte[] secret) {
        if (secret.length != KEY_BYTES) {
            throw new IllegalArgumentException("a seal's key of " + secret.length + " bytes; must be " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The authentication code of a text, in hex. */
    String code(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform must have " + ALGORITHM, e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "the journal's seal key";
    }
}
