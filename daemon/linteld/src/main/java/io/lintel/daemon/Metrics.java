package io.lintel.daemon;

import io.lintel.core.control.LatencyReport;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Stage;
import io.lintel.models.QualityFlaw;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.AtomicHistogram;

/**
 * What the daemon counts and measures; never a person's name or id. Counting allocates nothing, so the hot path may. Units in the
 * text format are Prometheus' base units. Threading: any thread.
 */
public final class Metrics {
    /** Slower than a minute is not told apart. */
    private static final long LATENCY_MAX_MICROS = 60_000_000L;

    private static final double[] BUCKETS_SECONDS = {0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5};

    private final AtomicHistogram captureToRelayMicros = new AtomicHistogram(LATENCY_MAX_MICROS, 3);
    private final DistributionDataPoint captureToRelay;
    private final Map<Stage, DistributionDataPoint> stages = new EnumMap<>(Stage.class);
    private final Map<Reason, CounterDataPoint> denied = new EnumMap<>(Reason.class);
    private final CounterDataPoint granted;
    private final CounterDataPoint captured;
    private final CounterDataPoint missed;
    private final CounterDataPoint lost;
    private final CounterDataPoint analysed;
    private final CounterDataPoint still;
    private final CounterDataPoint faces;
    private final CounterDataPoint used;
    private final CounterDataPoint late;
    private final CounterDataPoint passers;
    private final Map<QualityFlaw, CounterDataPoint> flaws = new EnumMap<>(QualityFlaw.class);

    /** Registers every metric, at zero. */
    public Metrics(PrometheusRegistry registry) {
        captured = counter(registry, "lintel_frames_total", "Frames that the camera gave.");
        missed = counter(registry, "lintel_frames_missed_total", "Frames of them that were overtaken before the daemon could take them.");
        lost = counter(registry, "lintel_camera_lost_total", "Times the camera stopped delivering.");
        analysed = counter(registry, "lintel_frames_analysed_total", "Frames in which faces were looked for.");
        still = counter(registry, "lintel_frames_still_total", "Frames spared by the motion gate.");
        faces = counter(registry, "lintel_faces_total", "Faces found in frames.");
        used = counter(registry, "lintel_faces_used_total", "Faces embedded and compared.");
        passers = counter(registry, "lintel_passers_by_total", "Faces that came into sight and left without coming to the door.");
        late = counter(registry, "lintel_sightings_late_total", "Sightings that reached the door too late to be acted on.");
        Counter flawed = Counter.builder()
                .name("lintel_faces_flawed_total")
                .help("Faces put aside by the quality gate, by their first flaw.")
                .labelNames("flaw")
                .withoutExemplars()
                .register(registry);
        for (QualityFlaw flaw : QualityFlaw.values()) {
            flaws.put(flaw, flawed.labelValues(flaw.word()));
        }
        Counter decisions = Counter.builder()
                .name("lintel_decisions_total")
                .help("Access decisions by face.")
                .labelNames("result", "reason")
                .withoutExemplars()
                .register(registry);
        granted = decisions.labelValues("granted", Reason.MATCH.wire());
        for (Reason reason : Reason.values()) {
            denied.put(reason, decisions.labelValues("denied", reason.wire()));
        }
        captureToRelay = Histogram.builder()
                .name("lintel_frame_to_relay_seconds")
                .help("Capture of the deciding frame to the relay's edge.")
                .classicUpperBounds(BUCKETS_SECONDS)
                .classicOnly()
                .register(registry);
        Histogram stage = Histogram.builder()
                .name("lintel_stage_seconds")
                .help("Share of each stage in a grant's latency.")
                .classicUpperBounds(BUCKETS_SECONDS)
                .classicOnly()
                .labelNames("stage")
                .register(registry);
        for (Stage each : Stage.values()) {
            stages.put(each, stage.labelValues(each.wire()));
        }
    }

    /** A frame came from the camera, and so many before it were overtaken inside it. */
    public void frameCaptured(long overtaken) {
        captured.inc(1 + overtaken);
        missed.inc(overtaken);
    }

    /** The camera stopped delivering. */
    public void cameraLost() {
        lost.inc();
    }

    /** Faces were looked for in a frame, and so many found. */
    public void frameAnalysed(int found) {
        analysed.inc();
        faces.inc(found);
    }

    /** A frame was spared. */
    public void frameStill() {
        still.inc();
    }

    /** A face was compared. */
    public void faceUsed() {
        used.inc();
    }

    /** A face was put aside. */
    public void faceFlawed(QualityFlaw flaw) {
        point(flaws, flaw).inc();
    }

    /** So many faces left without having come to the door. */
    public void passedBy(int count) {
        passers.inc(count);
    }

    /** A sighting came too late. */
    public void sightingLate() {
        late.inc();
    }

    /** The door was opened for a face. */
    public void granted(Latency latency) {
        granted.inc();
        captureToRelayMicros.recordValue(Math.clamp(latency.totalNanos() / 1_000, 0L, LATENCY_MAX_MICROS));
        captureToRelay.observe(latency.totalNanos() / 1e9);
        latency.nanos().forEach((stage, nanos) -> point(stages, stage).observe(nanos / 1e9));
    }

    /** The door stayed shut for a face. */
    public void denied(Reason reason) {
        point(denied, reason).inc();
    }

    /** Frames that the camera gave. */
    public long frames() {
        return captured.getLongValue();
    }

    /** Frames of them that were overtaken inside the camera. */
    public long framesMissed() {
        return missed.getLongValue();
    }

    /** Frames in which faces were looked for. */
    public long framesAnalysed() {
        return analysed.getLongValue();
    }

    /** Frames spared. */
    public long framesStill() {
        return still.getLongValue();
    }

    /** Faces found. */
    public long faces() {
        return faces.getLongValue();
    }

    /** Faces compared. */
    public long facesUsed() {
        return used.getLongValue();
    }

    /** Faces that left without having come to the door. */
    public long passersBy() {
        return passers.getLongValue();
    }

    /** Faces put aside, by flaw; those that happened. */
    public Map<String, Long> flaws() {
        Map<String, Long> counts = new LinkedHashMap<>();
        flaws.forEach((flaw, count) -> put(counts, flaw.word(), count.getLongValue()));
        return counts;
    }

    /** Decisions by reason; those that happened. */
    public Map<String, Long> decisions() {
        Map<String, Long> counts = new LinkedHashMap<>();
        denied.forEach((reason, count) -> put(counts, reason.wire(), count.getLongValue()));
        put(counts, Reason.MATCH.wire(), granted.getLongValue());
        return counts;
    }

    /** Capture → relay so far. */
    public LatencyReport latency() {
        AtomicHistogram now = captureToRelayMicros;
        return new LatencyReport(
                now.getTotalCount(), millis(now, 50), millis(now, 95), millis(now, 99), now.getMaxValue() / 1_000.0);
    }

    private static double millis(AtomicHistogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    private static void put(Map<String, Long> counts, String key, long count) {
        if (count > 0) {
            counts.put(key, count);
        }
    }

    private static CounterDataPoint counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    private static <K extends Enum<K>, V> V point(Map<K, V> points, K key) {
        V point = points.get(key);
        if (point == null) {
            throw new IllegalStateException("no metric for " + key);
        }
        return point;
    }
}
