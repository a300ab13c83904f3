package io.lintel.daemon;

import io.lintel.core.control.LatencyReport;
import io.lintel.core.gallery.Gallery;
import io.lintel.daemon.health.ErrorLog;
import io.lintel.daemon.uplink.GaugeReport;
import io.lintel.daemon.uplink.UplinkMessage;
import io.lintel.hal.Board;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells the uplink now and then how the door fares in numbers. Threading: the supervisor's. */
final class GaugeTeller implements Runnable {
    private final Supplier<Wiring> wiring;
    private final Board board;
    private final ErrorLog errors;
    private final Mailbox<UplinkMessage> uplink;
    private final long intervalNanos;
    private final LongSupplier nanos;
    private long toldAtNanos;

    /** Tells for the first time one interval from now. */
    GaugeTeller(
            Supplier<Wiring> wiring,
            Board board,
            ErrorLog errors,
            Mailbox<UplinkMessage> uplink,
            Duration interval,
            LongSupplier nanos) {
        this.wiring = wiring;
        this.board = board;
        this.errors = errors;
        this.uplink = uplink;
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.toldAtNanos = nanos.getAsLong();
    }

    @Override
    public void run() {
        long now = nanos.getAsLong();
        if (now - toldAtNanos >= intervalNanos) {
            toldAtNanos = now;
            uplink.offer(new UplinkMessage.Gauges(report(wiring.get()))); // an uplink that is behind has better things to do
        }
    }

    private GaugeReport report(Wiring daemon) {
        Metrics metrics = daemon.metrics();
        LatencyReport latency = metrics.latency();
        Runtime runtime = Runtime.getRuntime();
        return new GaugeReport(
                metrics.frames(),
                daemon.slot().overtaken() + metrics.framesMissed(),
                metrics.faces(),
                metrics.passersBy(),
                latency.count(),
                latency.p50(),
                latency.p95(),
                daemon.journal().status().waiting(),
                daemon.journal().status().pending(),
                daemon.register().gallery().map(Gallery::people).orElse(0),
                errors.total(),
                board.temperatureCelsius(),
                runtime.totalMemory() - runtime.freeMemory());
    }
}
