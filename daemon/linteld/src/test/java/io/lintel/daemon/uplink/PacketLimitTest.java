package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PacketLimitTest {
    private static final int MOST = 1_000;

    @Test
    void packetsUpToTheLimitPassUnchangedHoweverTheyAreRead() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            for (int packet = 0; packet < 20; packet++) {
                packet(sent, random.nextInt(4) == 0 ? MOST : random.nextInt(MOST + 1), random);
            }
            PacketLimit in = new PacketLimit(new ByteArrayInputStream(sent.toByteArray()), MOST);
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            byte[] buffer = new byte[700];
            while (true) {
                int count = random.nextInt(buffer.length);
                int read = count == 0 ? in.read() : in.read(buffer, 0, count);
                if (read < 0) {
                    break;
                }
                got.write(count == 0 ? new byte[] {(byte) read} : buffer, 0, count == 0 ? 1 : read);
            }
            assertThat(got.toByteArray()).as("seed %d", seed).isEqualTo(sent.toByteArray());
        }
    }

    @Test
    void oneByteMoreEndsItAtTheHeaderHoweverItIsRead() {
        Random random = new Random(1);
        for (int length : new int[] {MOST + 1, 16_384, 268_435_455}) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            packet(sent, 3, random);
            header(sent, length);
            byte[] all = sent.toByteArray();
            assertThatThrownBy(() -> {
                PacketLimit in = new PacketLimit(new ByteArrayInputStream(all), MOST);
                for (int i = 0; i < all.length; i++) {
                    in.read();
                }
            }).isInstanceOf(IOException.class).hasMessageContaining("more than 1000 bytes");
            assertThatThrownBy(() -> new PacketLimit(new ByteArrayInputStream(all), MOST).read(new byte[all.length], 0, all.length))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new PacketLimit(new ByteArrayInputStream(
                        new byte[] {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0}), MOST).read(new byte[9], 0, 9))
                .as("a length of five bytes").isInstanceOf(IOException.class);
    }

    @Test
    void aPublicationWithQos2EndsItAndNoOther() throws IOException {
        for (int first = 0; first < 256; first++) {
            byte[] packet = {(byte) first, 0};
            PacketLimit in = new PacketLimit(new ByteArrayInputStream(packet), MOST);
            boolean unasked = first >> 4 == 3 && ((first >> 1) & 3) >= 2;
            if (unasked) {
                assertThatThrownBy(in::read).as("%x", first).isInstanceOf(IOException.class).hasMessageContaining("QoS 2");
            } else {
                assertThat(in.readAllBytes()).as("%x", first).isEqualTo(packet);
            }
        }
    }

    private static void packet(ByteArrayOutputStream out, int length, Random random) {
        header(out, length);
        byte[] body = new byte[length];
        random.nextBytes(body);
        out.writeBytes(body);
    }

    private static void header(ByteArrayOutputStream out, int length) {
        out.write(0x30);
        int left = length;
        do {
            out.write(left > 0x7F ? (left & 0x7F) | 0x80 : left);
            left >>= 7;
        } while (left > 0);
    }
}
