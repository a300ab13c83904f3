package io.lintel.daemon.uplink;

import io.lintel.daemon.config.BrokerSettings;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What is wrong with an encrypted connection, in the words of whoever has to mend it. */
final class TlsTrouble {
    /** What {@link BrokerSocket} says of a handshake that ends without a word. */
    static final String BROKEN_OFF = "handshake broken off";

    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)");

    private TlsTrouble() {}

    /** In words, with what to do; empty for what is no matter of TLS. */
    static Optional<String> words(Throwable trouble, BrokerSettings settings) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            Optional<String> words = switch (cause) {
                case CertificateExpiredException _ -> Optional.of("the broker's certificate has expired (" + message + "); renew it there");
                case CertificateNotYetValidException _ -> Optional.of(
                        "the broker's certificate is not valid yet (" + message + "); check the clock of this machine");
                case CertPathBuilderException _ -> Optional.of("the broker's certificate is signed by nobody "
                        + settings.authority()
                                .map(file -> "in " + file.path() + "; put the certificate of its authority there")
                                .orElse("whom this system knows; name the certificate of its authority in mqtt.ca-file"));
                case CertificateException _ when message.startsWith("No subject alternative") || message.startsWith("No name") ->
                    Optional.of("the broker's certificate is for another host (" + message + "); use a name in mqtt.url that it"
                            + " has, or renew it with this one");
                case SSLException _ when message.startsWith("Unsupported or unrecognized SSL message") ->
                    Optional.of("the broker does not speak TLS on this port; mend mqtt.url");
                case SSLException _ when message.equals(BROKEN_OFF) -> Optional.of("the broker ends the connection where TLS begins ("
                        + cause.getCause() + "); it may not speak TLS on this port (mqtt.url), or " + suspicion(settings));
                case SSLException _ -> alert(message, settings);
                default -> Optional.empty();
            };
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    /**
     * Of a connection that ends without a word after TLS was agreed on and before MQTT was: with TLS 1.3 a broker looks at the
     * client's certificate that late, and its alert may be lost with the connection.
     */
    static String suspicion(BrokerSettings settings) {
        return settings.certificate()
                .map(file -> "it may not accept " + file.path())
                .orElse("it may want to see a certificate (mqtt.certificate-file, mqtt.key-file)");
    }

    private static Optional<String> alert(String message, BrokerSettings settings) {
        Matcher alert = ALERT.matcher(message);
        if (!alert.find()) {
            return Optional.empty();
        }
        String ours = settings.certificate().map(file -> file.path().toString()).orElse("");
        return Optional.of(switch (alert.group(1)) {
            case "protocol_version" -> "the broker does not speak TLS 1.3; update or reconfigure it";
            case "certificate_required", "bad_certificate", "handshake_failure" -> ours.isEmpty()
                    ? "the broker wants to see a certificate; name one in mqtt.certificate-file and mqtt.key-file"
                    : "the broker does not accept " + ours + " (" + alert.group(1) + ")";
            case "certificate_expired" -> "the broker says that " + ours + " has expired; renew it";
            case "unknown_ca" -> "the broker does not know who signed " + ours;
            default -> "the broker ends the connection by a TLS alert: " + alert.group(1);
        });
    }
}
