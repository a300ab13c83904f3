package io.lintel.hal.javacv;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * As much of an RTSP camera (RFC 2326) as one client needs: an MPEG transport stream in RTP packets (RFC 2250), interleaved on the
 * RTSP connection, sent over and over at some 100 kB/s.
 */
final class RtspServer implements AutoCloseable {
    private static final int TS_PACKETS = 7;
    private static final int TS_BYTES = 188;
    private static final int MP2T = 33;

    private final byte[] stream;
    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private volatile boolean over;
    private int sequence;

    RtspServer(byte[] stream) throws IOException {
        this.stream = stream;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "rtsp://127.0.0.1:" + listener.getLocalPort() + "/live";
    }

    /** Ends the stream in mid-air. */
    void hangUp() {
        over = true;
    }

    private void accept() {
        while (!over) {
            try (Socket client = listener.accept()) {
                serve(client);
            } catch (IOException e) {
                // The client or the test has gone.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream();
        while (!over) {
            String request = in.readLine();
            if (request == null) {
                return;
            }
            String cseq = "0";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                cseq = line.toLowerCase(Locale.ROOT).startsWith("cseq:") ? line.substring(5).strip() : cseq;
            }
            String body = request.startsWith("DESCRIBE")
                    ? "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=door\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\na=control:track1\r\n" : "";
            String extra = request.startsWith("SETUP") ? "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
                    : request.startsWith("OPTIONS") ? "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
                    : body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
            out.write(("RTSP/1.0 200 OK\r\nCSeq: " + cseq + "\r\nSession: 1\r\n" + extra + "Content-Length: " + body.length()
                    + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (request.startsWith("PLAY")) {
                play(out);
                return;
            }
        }
    }

    private void play(OutputStream out) throws IOException {
        int at = 0;
        while (!over) {
            int length = Math.min(TS_PACKETS * TS_BYTES, stream.length - at);
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(packet);
            data.writeByte('$');
            data.writeByte(0);
            data.writeShort(12 + length);
            data.writeByte(0x80);
            data.writeByte(MP2T);
            data.writeShort(sequence++);
            data.writeInt((int) (System.nanoTime() / 11_111));
            data.writeInt(1);
            data.write(stream, at, length);
            out.write(packet.toByteArray());
            out.flush();
            at = (at + length) % stream.length;
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        listener.close();
    }
}
