package io.lintel.daemon.uplink;

import io.lintel.core.command.Claims;
import io.lintel.core.command.Command;
import io.lintel.core.command.CommandCodec;
import io.lintel.core.command.CommandKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;

/** Somebody with a key. */
record TestOperator(CommandKey identity, PrivateKey secret) {
    static TestOperator born() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new TestOperator(CommandKey.of(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A command for this door, valid for half a minute. */
    String signed(Topics door, String session, String id, Instant now, Command command) {
        Claims claims = new Claims(Claims.audience(door.site(), door.door()), session, id, now, now.plusSeconds(30), command);
        return new String(new CommandCodec().sign(claims, identity, secret), StandardCharsets.US_ASCII);
    }

    Path publicKey(Path file) throws IOException {
        Files.writeString(file, identity.toPem());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
