package io.lintel.daemon.uplink;

import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.ConfigException;
import io.lintel.daemon.config.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Watches how long the certificates between door and broker stay valid. Of one thread. */
public final class CertificateWatch {
    private static final Duration LOOK_EVERY = Duration.ofHours(1);

    private final List<Supplier<Expiry>> files;
    private final InstantSource wall;
    private List<Expiry> expiries = List.of();
    private Optional<Instant> looked = Optional.empty();

    /** For the files of these settings. */
    public CertificateWatch(BrokerSettings settings, InstantSource wall) {
        this.files = Stream.concat(
                        settings.certificate().stream().<Supplier<Expiry>>map(file -> file::firstExpiry),
                        settings.authority().stream().map(file -> file::lastExpiry))
                .toList();
        this.wall = wall;
    }

    /**
     * What should be renewed; empty while there is time.
     *
     * @param brokerUntil until when the broker's certificate is valid, if there is one
     */
    public Optional<String> warning(Optional<Instant> brokerUntil) {
        Instant now = wall.instant();
        if (looked.filter(then -> Duration.between(then, now).abs().compareTo(LOOK_EVERY) < 0).isEmpty()) {
            looked = Optional.of(now);
            expiries = look();
        }
        List<String> warnings = Stream.concat(
                        expiries.stream(), brokerUntil.map(until -> new Expiry("the broker's certificate", until)).stream())
                .flatMap(expiry -> expiry.warning(now).stream())
                .toList();
        return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
    }

    private List<Expiry> look() {
        List<Expiry> found = new ArrayList<>();
        for (Supplier<Expiry> file : files) {
            try {
                found.add(file.get());
            } catch (ConfigException e) {
                // The next connection says what is wrong with it.
            }
        }
        return found;
    }
}
