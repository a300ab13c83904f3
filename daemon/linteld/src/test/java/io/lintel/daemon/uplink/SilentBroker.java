package io.lintel.daemon.uplink;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Just enough of an MQTT 5 broker to accept a connection with a small receive maximum and never to acknowledge a publication. */
final class SilentBroker implements AutoCloseable {
    /** What it heard, in order: {@code PUBLISH topic}, {@code DISCONNECT}, {@code CLOSED}. */
    final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final int receiveMaximum;
    private volatile OutputStream out = OutputStream.nullOutputStream();

    SilentBroker(int receiveMaximum) throws IOException {
        this.receiveMaximum = receiveMaximum;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Sends these bytes to whoever is connected. */
    void say(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (Socket client = server.accept();
                DataInputStream in = new DataInputStream(client.getInputStream())) {
            out = client.getOutputStream();
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = new byte[length(in)];
                in.readFully(body);
                switch (type) {
                    case 1 -> out.write(new byte[] {0x20, 6, 0, 0, 3, 0x21, 0, (byte) receiveMaximum});
                    case 3 -> heard.add("PUBLISH " + new String(body, 2, body[1], StandardCharsets.UTF_8));
                    case 8 -> out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1});
                    case 14 -> heard.add("DISCONNECT");
                    default -> out.write(new byte[] {(byte) 0xd0, 0});
                }
            }
        } catch (IOException _) {
            heard.add("CLOSED");
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int part;
        do {
            part = in.readUnsignedByte();
            length |= (part & 0x7f) << shift;
            shift += 7;
        } while (part > 0x7f);
        return length;
    }
}
