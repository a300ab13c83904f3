package io.lintel.core.command;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Signature in compact form (RFC 7515): header, payload and signature in base64url, joined by dots. Signed with Ed25519
 * (RFC 8037), which needs no randomness: the same key and bytes always give the same signature.
 *
 * @param header JSON, decoded
 * @param payload decoded
 * @param signature decoded
 * @param signed the very bytes that are signed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Jws(byte[] header, byte[] payload, byte[] signature, byte[] signed) {
    private static final String ALGORITHM = "Ed25519";
    private static final int SIGNATURE_BYTES = 64;

    /** Takes the three parts apart; empty if there are not three, or one is not in its only form. */
    static Optional<Jws> parse(byte[] compact) {
        String text = new String(compact, StandardCharsets.ISO_8859_1);
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        Optional<byte[]> header = decode(text.substring(0, first));
        Optional<byte[]> payload = decode(text.substring(first + 1, second));
        Optional<byte[]> signature = decode(text.substring(second + 1));
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty() || signature.get().length != SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return Optional.of(new Jws(header.get(), payload.get(), signature.get(), signed));
    }

    /** Signs. */
    static byte[] sign(byte[] header, byte[] payload, PrivateKey key) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString(header) + "." + encoder.encodeToString(payload);
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return (signed + "." + encoder.encodeToString(signer.sign())).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot sign by " + ALGORITHM + ": " + e.getMessage(), e);
        }
    }

    /** Whether the signature is this key's. */
    boolean signedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a key of another kind, or a signature that is none
        }
    }

    /** The decoder overlooks the unused bits of the last character: what does not encode to the same text again is refused. */
    private static Optional<byte[]> decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
