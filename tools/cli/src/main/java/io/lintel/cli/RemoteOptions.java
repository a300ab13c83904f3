package io.lintel.cli;

import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.CertificateFile;
import io.lintel.daemon.config.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which door, at which broker, by whose key. No secret is ever an argument: other users can read those. */
final class RemoteOptions {
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9-]{1,63}");

    @Option(names = "--site", required = true, paramLabel = "ID", description = "The door's site.id.")
    private String site = "";

    @Option(names = "--door", required = true, paramLabel = "ID", description = "Its door.id.")
    private String door = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your private key (lintel keys new); FILE.pub lies beside it.")
    private Path key = Path.of("");

    @Option(names = "--broker", required = true, paramLabel = "URL", description = "mqtts://host:8883, or mqtt://host:1883 in clear.")
    private String broker = "";

    @Option(names = "--username", paramLabel = "USER", description = "Your user at the broker.")
    private @Nullable String username;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds your password there; mode 0600.")
    private @Nullable Path password;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "PEM: who signed the broker's certificate; default: the authorities of the Java runtime.")
    private @Nullable Path authority;

    @Option(names = "--certificate-file", paramLabel = "FILE", description = "PEM: your certificate, if the broker asks for one.")
    private @Nullable Path certificate;

    @Option(names = "--certificate-key-file", paramLabel = "FILE", description = "PEM (PKCS#8): its private key; mode 0600.")
    private @Nullable Path certificateKey;

    @Option(names = "--timeout", defaultValue = "10", paramLabel = "SECONDS", description = "How long to wait for broker and door; default: 10.")
    private double timeout;

    String site() {
        return segment("--site", site);
    }

    String door() {
        return segment("--door", door);
    }

    Path key() {
        return key;
    }

    Duration patience() {
        UsageFailure.unlessWithin("--timeout", timeout, 1, 300);
        return Duration.ofMillis(Math.round(timeout * 1_000));
    }

    BrokerSettings broker() {
        URI url;
        try {
            url = BrokerSettings.url(broker);
        } catch (IllegalArgumentException e) {
            throw UsageFailure.because("--broker " + e.getMessage());
        }
        if ((certificate == null) != (certificateKey == null)) {
            throw UsageFailure.because("--certificate-file and --certificate-key-file go together");
        }
        if (password != null && username == null) {
            throw UsageFailure.because("--password-file without --username");
        }
        return new BrokerSettings(
                url,
                "lintel-remote-" + UUID.randomUUID(),
                Optional.ofNullable(username),
                Optional.ofNullable(password).map(SecretFile::new),
                Optional.ofNullable(authority).map(CertificateFile::new),
                Optional.ofNullable(certificate).map(CertificateFile::new),
                Optional.ofNullable(certificateKey).map(SecretFile::new),
                Duration.ofSeconds(30));
    }

    private static String segment(String option, String value) {
        if (!SEGMENT.matcher(value).matches()) {
            throw UsageFailure.because(option + " must be 1..63 of a-z, 0-9 and '-'");
        }
        return value;
    }
}
