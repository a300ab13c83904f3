package io.lintel.core.command;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** Somebody with a key, and the door that the command is for. */
record Operator(CommandKey identity, PrivateKey secret) {
    static final String DOOR = Claims.audience("hq", "front");
    static final String SESSION = "0d1f7a52-0000-4000-8000-000000000001";
    static final Instant NOW = Instant.parse("2026-07-01T08:30:00Z");
    private static final CommandCodec CODEC = new CommandCodec();

    static Operator born() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new SecureRandom());
            KeyPair pair = generator.generateKeyPair();
            return new Operator(CommandKey.of(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** For this door, now, valid for 30 s. */
    static Claims claims(String id, Command command) {
        return new Claims(DOOR, SESSION, id, NOW, NOW.plusSeconds(30), command);
    }

    byte[] sign(Claims claims) {
        return CODEC.sign(claims, identity, secret);
    }

    Map<String, CommandKey> trusted() {
        return Map.of(identity.id(), identity);
    }
}
