package io.lintel.daemon.uplink;

import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.CertificateFile;
import io.lintel.daemon.config.SecretFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.3 and nothing older, from PEM files (RFC 7468): whom to trust, and who we are. The files are read when this is made, so that
 * a fresh one for every connection follows their renewal.
 */
final class Tls {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    /** By a public key's algorithm, how to try whether a private key belongs to it. */
    private static final Map<String, String> SIGNATURES =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");
    private static final char[] NO_PASSWORD = {};
    private static final String PROTOCOL = "TLSv1.3";

    private final SSLContext context;

    /** As the settings' files are now; throws {@link TlsException} or {@code ConfigException} with one line if they are of no use. */
    Tls(BrokerSettings settings) {
        try {
            context = SSLContext.getInstance(PROTOCOL);
            // Null is the interface's word for "those of the Java runtime" and for "nobody in particular".
            context.init(
                    settings.certificate().isPresent() && settings.key().isPresent()
                            ? identity(settings.certificate().get(), settings.key().get())
                            : null,
                    settings.authority().isPresent() ? trust(settings.authority().get()) : null,
                    null);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a connection private, and sure of whom it speaks to.
     *
     * @param plain connected; closed with what is returned
     * @param host must be among the names in the broker's certificate
     */
    SSLSocket over(Socket plain, String host) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 §4.3.4: as for web servers
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private static TrustManager[] trust(CertificateFile authority) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : authority.read()) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] identity(CertificateFile certificate, SecretFile key) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<X509Certificate> chain = certificate.read();
        PrivateKey secret = privateKey(key);
        if (!belongs(secret, chain.getFirst().getPublicKey())) {
            throw new TlsException(key.path() + " is not the key of the first certificate in " + certificate.path()
                    + "; put the door's own certificate first, and its key beside it");
        }
        store.setKeyEntry("door", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static PrivateKey privateKey(SecretFile file) {
        Matcher pem = PRIVATE_KEY.matcher(new String(file.read(), StandardCharsets.ISO_8859_1));
        if (pem.find()) {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (GeneralSecurityException e) {
                    // Another algorithm's key: the next may know it.
                }
            }
        }
        throw new TlsException(file.path() + " holds no PKCS#8 private key (\"-----BEGIN PRIVATE KEY-----\"); convert it with: openssl"
                + " pkcs8 -topk8 -nocrypt");
    }

    private static boolean belongs(PrivateKey secret, PublicKey known) {
        try {
            Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(known.getAlgorithm(), known.getAlgorithm()));
            byte[] probe = {1};
            signature.initSign(secret);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
