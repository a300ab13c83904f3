package io.lintel.daemon.uplink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets MQTT packets through as they come and breaks off at the header of one that is too long (OASIS MQTT 5.0, §2.1: one byte, then
 * the length of the rest in one to four bytes of seven bits), or of a publication with QoS 2: of those Paho keeps every one that the
 * broker leaves unfinished. Of one thread.
 */
final class PacketLimit extends FilterInputStream {
    private static final int PACKET_TYPE = 0xF0;
    private static final int PUBLISH = 0x30;
    private static final int QOS_2 = 0x04;

    private final int bytesMax;
    private boolean inLength;
    private int length;
    private int shift;
    private long left;

    PacketLimit(InputStream in, int bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            see(next);
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int got = super.read(buffer, offset, count);
        for (int at = 0; at < got; ) {
            if (left > 0) {
                int body = (int) Math.min(left, got - at);
                left -= body;
                at += body;
            } else {
                see(buffer[offset + at] & 0xFF);
                at++;
            }
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        throw new IOException("an MQTT stream is read, not skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void see(int next) throws IOException {
        if (left > 0) {
            left--;
        } else if (!inLength) {
            if ((next & PACKET_TYPE) == PUBLISH && (next & QOS_2) != 0) {
                throw new IOException("the broker sends with QoS 2, which nobody asked for");
            }
            inLength = true;
            length = 0;
            shift = 0;
        } else {
            length |= (next & 0x7F) << shift;
            shift += 7;
            boolean last = (next & 0x80) == 0;
            if (length > bytesMax || (!last && shift > 21)) {
                throw new IOException("the broker sends a packet of more than " + bytesMax + " bytes");
            }
            if (last) {
                left = length;
                inLength = false;
            }
        }
    }
}
