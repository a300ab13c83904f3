package io.lintel.cli;

import io.lintel.core.command.Command;
import io.lintel.core.command.CommandKey;
import io.lintel.core.command.CommandReply;
import io.lintel.daemon.uplink.RemoteDoor;
import io.lintel.daemon.uplink.Topics;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;

/** Reaches a door over its broker. */
final class RemoteConnection {
    private static final Duration VALIDITY = Duration.ofSeconds(20);

    private RemoteConnection() {}

    /** Signs, sends, and waits for the reply. */
    static CommandReply ask(RemoteOptions options, Command command) {
        // Everything on this side first: what is wrong here needs no broker.
        Topics topics = new Topics(options.site(), options.door());
        PrivateKey secret = KeyFiles.secret(options.key());
        CommandKey identity = KeyFiles.identity(KeyFiles.publicKey(options.key()));
        try (RemoteDoor door = new RemoteDoor(options.broker(), topics, options.patience(), System::nanoTime)) {
            return door.ask(command, door.session(), identity, secret, VALIDITY, InstantSource.system());
        }
    }
}
