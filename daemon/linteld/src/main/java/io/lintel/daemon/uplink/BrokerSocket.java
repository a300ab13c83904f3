package io.lintel.daemon.uplink;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A connection to the broker, in clear or encrypted, that takes no more from it than it may send. Paho reserves memory for whatever
 * length a packet's header claims, up to 256 MiB, before it looks at its own limit.
 */
final class BrokerSocket extends Socket {
    /** The longest packet that a broker may send: twice the longest message, with its topic and properties. */
    static final int PACKET_BYTES_MAX = 16_384;

    private final Optional<Tls> tls;
    private final Consumer<Instant> certificateUntil;
    private Socket connected = new Socket();

    private BrokerSocket(Optional<Tls> tls, Consumer<Instant> certificateUntil) {
        this.tls = tls;
        this.certificateUntil = certificateUntil;
    }

    /**
     * Makes such sockets for Paho.
     *
     * @param tls how to encrypt, if at all
     * @param certificateUntil told until when the broker's certificate is valid
     */
    static SocketFactory factory(Optional<Tls> tls, Consumer<Instant> certificateUntil) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return new BrokerSocket(tls, certificateUntil);
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException("connected by Paho");
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException("connected by Paho");
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException("connected by Paho");
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException("connected by Paho");
            }
        };
    }

    @Override
    public void connect(SocketAddress address, int timeoutMillis) throws IOException {
        connected.connect(address, timeoutMillis);
        if (tls.isEmpty()) {
            return;
        }
        connected.setSoTimeout(timeoutMillis);
        SSLSocket secure;
        try {
            secure = tls.get().over(connected, ((InetSocketAddress) address).getHostString());
        } catch (SocketException | EOFException e) {
            throw new SSLException(TlsTrouble.BROKEN_OFF, e);
        }
        connected = secure;
        if (secure.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
            certificateUntil.accept(certificate.getNotAfter().toInstant());
        }
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        connected.setSoTimeout(millis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PacketLimit(connected.getInputStream(), PACKET_BYTES_MAX);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected.getOutputStream();
    }

    @Override
    public void shutdownInput() throws IOException {
        connected.shutdownInput();
    }

    @Override
    public synchronized void close() throws IOException {
        connected.close();
    }
}
