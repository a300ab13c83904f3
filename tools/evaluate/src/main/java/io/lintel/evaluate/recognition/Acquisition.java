package io.lintel.evaluate.recognition;

import io.lintel.evaluate.data.Photograph;
import io.lintel.evaluate.face.Outcome;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.face.Stage;
import io.lintel.evaluate.metrics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the photographs before anything was compared, and how long it took. */
public final class Acquisition {
    private final List<Reading> readings;

    /** Of all readings. */
    public Acquisition(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    /** Share of all photographs in which a face was found: in one that cannot be read there is none. */
    public Estimate detected() {
        return share(readings.size() - count(Outcome.NOT_DETECTED) - count(Outcome.UNREADABLE));
    }

    /** Share of all photographs whose file is no usable picture. */
    public Estimate unreadable() {
        return share(count(Outcome.UNREADABLE));
    }

    /** Share of all photographs without an embedding: failure to acquire in ISO/IEC 19795-1. */
    public Estimate failedToAcquire() {
        return share(readings.size() - count(Outcome.USED));
    }

    /** One person's photographs fare alike: glasses, a beard, a habit of looking away. */
    private Estimate share(long photographs) {
        return Estimate.counted(
                photographs, readings.size(), Photograph.effective(readings.stream().map(Reading::photograph).toList()));
    }

    /** Photographs lost, by reason, the most frequent first. */
    public List<Map.Entry<String, Integer>> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Reading reading : readings) {
            if (!reading.used()) {
                String why = reading.outcome() == Outcome.REFUSED ? "refused: " + reading.why() : reading.outcome().text();
                reasons.merge(why, 1, Integer::sum);
            }
        }
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    /** Photographs without an embedding. */
    public List<Reading> lost() {
        return readings.stream().filter(reading -> !reading.used()).toList();
    }

    /** How many ended so. */
    public long count(Outcome outcome) {
        return readings.stream().filter(reading -> reading.outcome() == outcome).count();
    }

    /**
     * How long a stage takes.
     *
     * @param stage which
     * @param medianMillis half of the photographs took less
     * @param p95Millis all but one in twenty took less
     * @param photographs how many reached it
     */
    public record Latency(Stage stage, double medianMillis, double p95Millis, int photographs) {}

    /** By stage, in order. */
    public List<Latency> latencies() {
        List<Latency> latencies = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            double[] millis = readings.stream()
                    .map(Reading::nanos)
                    .filter(nanos -> nanos.containsKey(stage))
                    .mapToDouble(nanos -> nanos.getOrDefault(stage, 0L) / 1e6)
                    .toArray();
            if (millis.length > 0) {
                Arrays.sort(millis);
                latencies.add(new Latency(stage, millis[millis.length / 2], millis[(int) (0.95 * (millis.length - 1))], millis.length));
            }
        }
        return latencies;
    }
}
