package io.lintel.simulate.site;

import io.lintel.core.command.CommandKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;

/**
 * Those who sign commands, the same in every world. Immutable: for any thread.
 *
 * @param operator whose key the door has
 * @param operatorSecret the other half of it
 * @param forger whose key it has not
 * @param forgerSecret the other half of it
 */
public record Signers(CommandKey operator, PrivateKey operatorSecret, CommandKey forger, PrivateKey forgerSecret) {
    private static final long SEED = 20_261_126;

    static Signers make() {
        KeyPair one = pair(1);
        KeyPair other = pair(2);
        return new Signers(CommandKey.of(one.getPublic()), one.getPrivate(), CommandKey.of(other.getPublic()), other.getPrivate());
    }

    private static KeyPair pair(int stream) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Dice(SEED, stream).secure());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has Ed25519", e);
        }
    }
}
