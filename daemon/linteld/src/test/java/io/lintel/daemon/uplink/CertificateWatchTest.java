package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateWatchTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.now();

    @Test
    void aMonthBeforeAndAfterwardsIsToldWhatExpires() throws IOException, InterruptedException {
        Certificates made = new Certificates(directory).authority("ca", 400);
        Path door = made.signed("door", "ca", "DNS:door", 60);
        CertificateWatch watch = new CertificateWatch(
                Brokers.secure("127.0.0.1", 1, directory.resolve("ca.pem"), Optional.of(door)), () -> now);
        assertThat(watch.warning(Optional.empty())).isEmpty();
        assertThat(watch.warning(Optional.of(now.plus(Duration.ofDays(40))))).isEmpty();
        assertThat(watch.warning(Optional.of(now.plus(Duration.ofDays(20).plusHours(1)))))
                .hasValueSatisfying(words -> assertThat(words).contains("the broker's certificate expires on", "in 20 days"));
        now = now.plus(Duration.ofDays(35).plusHours(1));
        assertThat(watch.warning(Optional.empty()))
                .hasValueSatisfying(words -> assertThat(words).contains("door.pem expires on", "in 24 days").doesNotContain("ca.pem"));
        now = now.plus(Duration.ofDays(30));
        assertThat(watch.warning(Optional.empty())).hasValueSatisfying(words -> assertThat(words).contains("door.pem expired on"));

        Files.copy(made.signed("renewed", "ca", "DNS:door", 365), door, StandardCopyOption.REPLACE_EXISTING);
        now = now.plus(Duration.ofHours(2));
        assertThat(watch.warning(Optional.empty())).as("renewed on disk").isEmpty();
        now = now.plus(Duration.ofDays(320));
        assertThat(watch.warning(Optional.empty())).hasValueSatisfying(words -> assertThat(words).contains("ca.pem", "door.pem"));
    }

    @Test
    void anAuthorityThatGoesBesideOneThatStaysIsNoTrouble() throws IOException, InterruptedException {
        new Certificates(directory).authority("old", 5).authority("new", 400);
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(directory.resolve("old.pem")) + Files.readString(directory.resolve("new.pem")));
        CertificateWatch watch = new CertificateWatch(Brokers.secure("127.0.0.1", 1, both, Optional.empty()), () -> now);
        assertThat(watch.warning(Optional.empty())).isEmpty();
        CertificateWatch chain = new CertificateWatch(Brokers.secure("127.0.0.1", 1, both, Optional.of(both)), () -> now);
        assertThat(chain.warning(Optional.empty())).as("as a chain it ends with the first").isPresent();
    }
}
