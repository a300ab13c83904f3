package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Network cameras: MJPEG over HTTP, RTSP, and what the network does to them. Loopback only. */
@Timeout(60)
class NetworkTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer http = listening();

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        byte[] picture = Files.readAllBytes(TestVideos.make(folder, "one.mjpeg", 1, 25));
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/401", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        http.createContext("/text", exchange -> {
            byte[] text = "<html>Log in</html>".repeat(100).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        http.createContext("/ending", exchange -> stream(exchange, picture, 30, false));
        http.createContext("/stalling", exchange -> stream(exchange, picture, 30, true));
        http.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        http.stop(0);
    }

    private void stream(HttpExchange exchange, byte[] picture, int pictures, boolean stall) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < pictures; i++) {
                out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(picture);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            if (stall) {
                over.await(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CameraSettings at(String path, long timeoutMillis) {
        return settings("http://127.0.0.1:" + http.getAddress().getPort() + path, timeoutMillis);
    }

    private static CameraSettings settings(String source, long timeoutMillis) {
        return new CameraSettings(source, 0, 0, 0, "", Duration.ofMillis(timeoutMillis));
    }

    private static HalException failure(CameraSettings settings) {
        return Failures.of(() -> new JavaCvCameraProvider().open(settings).close());
    }

    private static HalException playToTheEnd(Camera camera) {
        return Failures.of(() -> {
            while (true) {
                camera.take(10 * SECOND).orElseThrow().close();
            }
        });
    }

    @Test
    void mjpegOverHttpIsReadAndItsEndIsGone() {
        try (Camera camera = new JavaCvCameraProvider().open(at("/ending", 10_000))) {
            assertThat(camera.mode().width()).isEqualTo(TestVideos.WIDTH);
            assertThat(camera.mode().description()).contains("mjpeg").contains("arrival");
            assertThat(playToTheEnd(camera).kind()).isEqualTo(HalErrorKind.GONE);
        }
    }

    @Test
    void aCameraThatFallsSilentIsToldAfterTheTimeOut() {
        try (Camera camera = new JavaCvCameraProvider().open(at("/stalling", 2_000))) {
            HalException end = playToTheEnd(camera);
            assertThat(end.kind()).isEqualTo(HalErrorKind.TIMEOUT);
            assertThat(end).hasMessageContaining("sent nothing for");
        }
    }

    @Test
    void whatAServerRefusesIsToldApart() {
        assertThat(failure(at("/nothing", 10_000)).kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(failure(at("/401", 10_000)).kind()).isEqualTo(HalErrorKind.DENIED);
        assertThat(failure(at("/text", 10_000)).kind()).isIn(HalErrorKind.CORRUPT, HalErrorKind.UNSUPPORTED);
        assertThat(failure(settings("rtsp:camera", 1_000)).kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
    }

    @Test
    void aClosedPortIsGoneAtOnceAndThePasswordIsNotShown() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        for (String scheme : new String[] {"rtsp", "http"}) {
            long start = System.nanoTime();
            HalException failure = failure(settings(scheme + "://admin:s3cret@127.0.0.1:" + port + "/live", 10_000));
            assertThat(failure.kind()).as(scheme).isEqualTo(HalErrorKind.GONE);
            assertThat(failure.toString()).contains("admin:***@").doesNotContain("s3cret").containsIgnoringCase("refused");
            assertThat(System.nanoTime() - start).isLessThan(5 * SECOND);
        }
    }

    @Test
    void aListenerThatNeverAnswersIsATimeOut() throws IOException {
        try (ServerSocket blackHole = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (String scheme : new String[] {"rtsp", "http"}) {
                long start = System.nanoTime();
                HalException failure = failure(settings(scheme + "://127.0.0.1:" + blackHole.getLocalPort() + "/live", 1_200));
                assertThat(failure.kind()).as(scheme).isEqualTo(HalErrorKind.TIMEOUT);
                assertThat(System.nanoTime() - start).as(scheme).isLessThan(5 * SECOND);
            }
        }
    }

    @Test
    void rtspIsReadWhileItLasts() throws IOException {
        byte[] stream = Files.readAllBytes(TestVideos.make(folder, "walk.ts", 75, 25));
        try (RtspServer server = new RtspServer(stream);
                Camera camera = new JavaCvCameraProvider().open(settings(server.url(), 10_000))) {
            assertThat(camera.mode().width()).isEqualTo(TestVideos.WIDTH);
            assertThat(camera.mode().description()).contains("mpeg4").contains("rtsp");
            try (Frame frame = camera.take(10 * SECOND).orElseThrow()) {
                assertThat(System.nanoTime() - frame.captureNanos()).isLessThan(5 * SECOND);
            }
            server.hangUp();
            assertThat(playToTheEnd(camera).kind()).isEqualTo(HalErrorKind.GONE);
        }
    }
}
