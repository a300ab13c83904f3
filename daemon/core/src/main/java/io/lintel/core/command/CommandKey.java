package io.lintel.core.command;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operator's public key, Ed25519, and how the files look that hold such keys: PEM (RFC 7468) with the encodings of RFC 8410, as
 * {@code openssl genpkey -algorithm ed25519} writes them, too.
 *
 * @param id the key's own fingerprint, its JWK thumbprint (RFC 7638): 43 letters, digits, '-' and '_'
 * @param key to verify with
 */
public record CommandKey(String id, PublicKey key) {
    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;
    private static final int ENCODED_BYTES = 44;
    private static final Pattern PUBLIC = pem("PUBLIC KEY");
    private static final Pattern PRIVATE = pem("PRIVATE KEY");

    /**
     * Names a key.
     *
     * @throws IllegalArgumentException if it is not Ed25519
     */
    public static CommandKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || encoded.length != ENCODED_BYTES) {
            throw new IllegalArgumentException("this is no Ed25519 key, but " + key.getAlgorithm());
        }
        byte[] raw = Arrays.copyOfRange(encoded, ENCODED_BYTES - RAW_BYTES, ENCODED_BYTES);
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + base64Url(raw) + "\"}";
        return new CommandKey(base64Url(sha256(jwk.getBytes(StandardCharsets.UTF_8))), key);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException saying what the text is instead
     */
    public static CommandKey fromPem(String text) {
        if (PRIVATE.matcher(text).find()) {
            throw new IllegalArgumentException("holds a private key, which belongs to the operator alone; give the door the .pub file");
        }
        try {
            return of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(PUBLIC, text, "PUBLIC KEY"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds no Ed25519 public key", e);
        }
    }

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException saying what the text is instead
     */
    public static PrivateKey privateFromPem(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der(PRIVATE, text, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds no Ed25519 private key", e);
        }
    }

    /** The public key as a file's content. */
    public String toPem() {
        return toPem("PUBLIC KEY", key.getEncoded());
    }

    /** A private key as a file's content. */
    public static String toPem(PrivateKey key) {
        return toPem("PRIVATE KEY", key.getEncoded());
    }

    private static String toPem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] der(Pattern pem, String text, String label) {
        Matcher matcher = pem.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("holds no PEM key (\"-----BEGIN " + label + "-----\")");
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a PEM key that is damaged", e);
        }
    }

    private static Pattern pem(String label) {
        return Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
