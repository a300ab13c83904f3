package io.lintel.daemon.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of PEM certificates (RFC 7468) by reference. Read anew at every use, so that it can be renewed under a running daemon.
 *
 * @param path the file
 */
public record CertificateFile(Path path) {
    private static final int BYTES_MAX = 1024 * 1024;

    /** The certificates, at least one, in the file's order. Throws {@link ConfigException} with one line if there are none to be had. */
    public List<X509Certificate> read() {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw wrong("is no file that this user can read; put it there, or mend the path");
        }
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw wrong("is larger than " + BYTES_MAX + " bytes");
            }
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(path)))
                    .forEach(each -> certificates.add((X509Certificate) each));
            if (certificates.isEmpty()) {
                throw wrong("holds no certificate; it must be PEM (\"-----BEGIN CERTIFICATE-----\")");
            }
            return certificates;
        } catch (CertificateException e) {
            throw wrong("holds no usable certificate; it must be PEM (\"-----BEGIN CERTIFICATE-----\")");
        } catch (IOException e) {
            throw wrong("cannot be read: " + e);
        }
    }

    /** Until when all of them are valid: of a chain, in which one that has expired breaks it. Throws as {@link #read()}. */
    public Expiry firstExpiry() {
        return new Expiry(path.toString(), ends().min(Comparator.naturalOrder()).orElseThrow());
    }

    /** Until when one of them is valid: of authorities, among which the next may stand beside the last. Throws as {@link #read()}. */
    public Expiry lastExpiry() {
        return new Expiry(path.toString(), ends().max(Comparator.naturalOrder()).orElseThrow());
    }

    private Stream<Instant> ends() {
        return read().stream().map(each -> each.getNotAfter().toInstant());
    }

    private ConfigException wrong(String what) {
        return new ConfigException(List.of(new ConfigError(path, 0, 0, what)));
    }
}
