package io.lintel.hal.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** sd_notify against a real datagram socket of the kernel. */
class SdNotifyTest {
    private static final long PID = 4711;

    @Test
    void messagesArriveAtAPath() throws IOException {
        // short: a socket's path has at most 107 bytes
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "lintel-notify");
        Path socket = folder.resolve("s");
        try (DatagramReceiver manager = new DatagramReceiver(socket.toString())) {
            sayEverything(notifier(Map.of("NOTIFY_SOCKET", socket.toString())));
            assertThat(manager.receiveAll()).containsExactly("READY=1", "STATUS=door ready", "WATCHDOG=1", "STOPPING=1");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    @Test
    void messagesArriveAtAnAbstractName() {
        String name = "@lintel-notify-" + ProcessHandle.current().pid() + "-\u00e4";
        try (DatagramReceiver manager = new DatagramReceiver(name)) {
            sayEverything(notifier(Map.of("NOTIFY_SOCKET", name)));
            assertThat(manager.receiveAll()).containsExactly("READY=1", "STATUS=door ready", "WATCHDOG=1", "STOPPING=1");
        }
    }

    @Test
    void aStatusCannotForgeAnotherLine() {
        String name = "@lintel-forge-" + ProcessHandle.current().pid();
        try (DatagramReceiver manager = new DatagramReceiver(name)) {
            SdNotify notifier = notifier(Map.of("NOTIFY_SOCKET", name));
            notifier.status("fine\nMAINPID=1\0x");
            notifier.status("s".repeat(SdNotify.STATUS_MAX + 1));
            assertThat(manager.receiveAll())
                    .containsExactly("STATUS=fine MAINPID=1 x", "STATUS=" + "s".repeat(SdNotify.STATUS_MAX));
        }
    }

    @Test
    void nobodyThereIsNoTrouble() {
        for (String address : List.of("", "/nowhere/at/all", "@nobody-listens", "relative", "vsock:2:1", "@", "/" + "x".repeat(200))) {
            assertThatCode(() -> sayEverything(notifier(Map.of("NOTIFY_SOCKET", address)))).as(address).doesNotThrowAnyException();
        }
        assertThatCode(() -> sayEverything(notifier(Map.of()))).doesNotThrowAnyException();
    }

    @Test
    void aSenderThatBreaksIsNoTrouble() {
        SdNotify notifier = new SdNotify(Map.of("NOTIFY_SOCKET", "/x")::get, PID, (address, message) -> {
            throw new IllegalStateException("broken");
        });
        assertThatCode(() -> sayEverything(notifier)).doesNotThrowAnyException();
    }

    @Test
    void aFullQueueNeverBlocks() {
        String name = "@lintel-full-" + ProcessHandle.current().pid();
        try (DatagramReceiver manager = new DatagramReceiver(name)) {
            SdNotify notifier = notifier(Map.of("NOTIFY_SOCKET", name));
            for (int i = 0; i < 5000; i++) {
                notifier.alive();
            }
            assertThat(manager.receiveAll()).hasSizeBetween(1, 4999).containsOnly("WATCHDOG=1");
        }
    }

    @Test
    void aReadyThatWasNotTakenIsRepeated() {
        List<String> sent = new ArrayList<>();
        AtomicBoolean full = new AtomicBoolean(true);
        SdNotify notifier = new SdNotify(Map.of("NOTIFY_SOCKET", "/x")::get, PID, (address, message) -> {
            sent.add(message);
            return !full.get();
        });
        notifier.ready();
        notifier.alive();
        full.set(false);
        notifier.alive();
        notifier.alive();
        assertThat(sent).containsExactly("READY=1", "READY=1\nWATCHDOG=1", "READY=1\nWATCHDOG=1", "WATCHDOG=1");
    }

    @Test
    void theWatchdogIsForThisProcessOnly() {
        assertThat(notifier(Map.of("WATCHDOG_USEC", "10000000")).watchdog()).contains(Duration.ofSeconds(10));
        assertThat(notifier(Map.of("WATCHDOG_USEC", "1500", "WATCHDOG_PID", "4711")).watchdog())
                .contains(Duration.ofNanos(1_500_000));
        assertThat(notifier(Map.of("WATCHDOG_USEC", "10000000", "WATCHDOG_PID", "1")).watchdog()).isEmpty();
        for (String rubbish : List.of("", "0", "-5", "soon", "99999999999999999999")) {
            assertThat(notifier(Map.of("WATCHDOG_USEC", rubbish)).watchdog()).as(rubbish).isEmpty();
        }
        assertThat(notifier(Map.of()).watchdog()).isEmpty();
    }

    private static SdNotify notifier(Map<String, String> environment) {
        return new SdNotify(environment::get, PID, new Libc());
    }

    private static void sayEverything(SdNotify notifier) {
        notifier.ready();
        notifier.status("door ready");
        notifier.alive();
        notifier.stopping();
    }
}
