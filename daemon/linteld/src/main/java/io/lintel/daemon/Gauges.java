package io.lintel.daemon;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthState;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.ErrorLog;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.hal.Board;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Metrics that are read when somebody asks, and the text of all metrics. Threading: any thread. */
final class Gauges {
    private final PrometheusRegistry registry;

    Gauges(
            PrometheusRegistry registry,
            Health health,
            List<DutyCycle> duties,
            ErrorLog errors,
            FrameSlot slot,
            JournalAgent journal,
            JournalBridge bridge,
            Board board) {
        this.registry = registry;
        Info.builder()
                .name("lintel_build")
                .help("Lintel's version.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(Version.current());
        GaugeWithCallback.builder()
                .name("lintel_component_up")
                .help("1 while a component works, in part at least.")
                .labelNames("component")
                .callback(call -> health.report().components().forEach(each -> call.call(up(each), each.component())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("lintel_agent_cycle_seconds_max")
                .help("Longest cycle of each agent.")
                .labelNames("agent")
                .callback(call -> duties.forEach(each -> call.call(each.longestNanos() / 1e9, each.role())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("lintel_agent_failures")
                .help("Cycles of each agent that ended in an error.")
                .labelNames("agent")
                .callback(call -> duties.forEach(each -> call.call((double) each.failures(), each.role())))
                .register(registry);
        simple("lintel_errors", "Errors logged since the start.", errors::total);
        simple("lintel_frames_dropped", "Frames overtaken by newer ones before they were looked at.", slot::overtaken);
        simple("lintel_journal_waiting", "Events in memory that are not on disk yet.", () -> journal.status().waiting());
        simple("lintel_outbox_pending", "Events on disk that are not delivered yet.",
                () -> journal.status().pending());
        simple("lintel_journal_commit_seconds_max", "Slowest commit of the journal.", () -> bridge.slowestCommitNanos() / 1e9);
        simple("lintel_board_temperature_celsius", "Hottest sensor of the board; NaN without one.",
                () -> board.temperatureCelsius().orElse(Double.NaN));
    }

    /** Everything in Prometheus' text format. */
    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private interface Reading {
        double now();
    }

    private void simple(String name, String help, Reading reading) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(call -> call.call(reading.now()))
                .register(registry);
    }

    private static double up(ComponentHealth component) {
        return component.state() == HealthState.OFFLINE ? 0 : 1;
    }
}
