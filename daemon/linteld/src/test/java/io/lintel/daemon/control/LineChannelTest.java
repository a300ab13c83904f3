package io.lintel.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChannelTest {
    @TempDir
    private Path directory;

    @Test
    void aLineIsReadOnceEvenIfTheChannelFailsAfterIt() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address)) {
            LineChannel lines = new LineChannel(server.accept(), 100, () -> {}, () -> 0);
            client.write(ByteBuffer.wrap("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(lines.read()).contains("one");
            assertThat(lines.read()).contains("two");
            lines.close();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(lines::read).isInstanceOf(ClosedChannelException.class);
            }
        }
    }
}
