package io.lintel.daemon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A broker, and how it is reached.
 *
 * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}, always with a port
 * @param clientId MQTT client id
 * @param username user at the broker, if any
 * @param password its password, if any
 * @param authority PEM certificates that the broker's must be signed by; empty for those of the Java runtime
 * @param certificate the client's own PEM certificate chain, if the broker asks for one
 * @param key its PKCS#8 PEM private key; there exactly when the certificate is
 * @param keepAlive MQTT keep-alive, whole seconds
 */
public record BrokerSettings(
        URI url,
        String clientId,
        Optional<String> username,
        Optional<SecretFile> password,
        Optional<CertificateFile> authority,
        Optional<CertificateFile> certificate,
        Optional<SecretFile> key,
        Duration keepAlive) {
    /**
     * Reads a broker's address as the configuration has it.
     *
     * @throws IllegalArgumentException whose message completes the sentence "the URL …"
     */
    public static URI url(String text) {
        return Kinds.broker(text);
    }

    /** Whether the connection is encrypted. */
    public boolean tls() {
        return url.getScheme().equals("mqtts");
    }
}
