package io.lintel.demo;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Recognition;
import io.lintel.core.event.Stage;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What the audience reads. */
final class Printout {
    private static final String LINE = "%7s  %-27s %-16s %-9s %12s %6s  %-7s %-6s";

    private final PrintStream out;
    private final GroundTruth truth;
    private final double aliveFrom;

    Printout(PrintStream out, GroundTruth truth, double aliveFrom) {
        this.out = out;
        this.truth = truth;
        this.aliveFrom = aliveFrom;
    }

    /** What this is, and what it is not. */
    void header() {
        long enrolled = truth.count(Role.ENROLLED);
        long other = truth.walkUps().stream().filter(WalkUp::otherPhotograph).count();
        long photographs = truth.walkUps().stream().map(WalkUp::photograph).distinct().count();
        out.printf(
                Locale.ROOT,
                """

                Lintel at a door that does not exist
                  %d people from %d photographs walk up to it one by one, %.0f seconds: %d are enrolled, %d are strangers.
                  Real:       the daemon, its models, journal and MQTT uplink, each decision, every figure below.
                  Made up:    names; the film (stills moved, lit and shaken); the relay; the broker, which is embedded here.
                  Stills are not alive, so liveness is monitored here, not enforced: a face that does not look alive is marked,
                  and the door opens all the same. Enforced, which is the default, it would not.
                  %d of the %d enrolled appear%s in another photograph than the one enrolled; the others in the same one, which is
                  easier than life.
                  %d generated screen attack: an enrolled face on a drawn tablet. The liveness model is weak evidence: it marks five
                  of the eight faces in every picture when they are shown this way, three only in some; this is one of the five.

                """,
                enrolled + truth.count(Role.STRANGER),
                photographs,
                truth.seconds(),
                enrolled,
                truth.count(Role.STRANGER),
                other,
                enrolled,
                other == 1 ? "s" : "",
                truth.count(Role.SCREEN_ATTACK));
    }

    /** The names of the columns. */
    void columns() {
        out.printf(
                LINE + "  %s%n",
                "film",
                "who walks up",
                "the door",
                "because",
                "evidence",
                "frames",
                "alive",
                "relay",
                Arrays.stream(Stage.values()).map(stage -> "%5.4s".formatted(stage.wire())).collect(Collectors.joining())
                        + "   total ms");
    }

    /** One decision. */
    void decision(StampedEvent stamped, Decision decision) {
        DoorEvent event = stamped.event();
        int index = Judge.walkUpAt(truth, decision.frame() % truth.frames());
        Recognition seen = event.recognition().orElseThrow();
        boolean granted = event.type() == EventType.ACCESS_GRANTED;
        String person = event.person().map(PersonId::value).orElse("");
        out.printf(
                LINE + "  %s%n",
                String.format(Locale.ROOT, "%.1f s", decision.frame() / truth.framesPerSecond()),
                index < 0 ? "nobody" : who(truth.walkUps().get(index)),
                granted ? "OPENS for " + person : "stays locked",
                decision.reason().wire(),
                String.format(Locale.ROOT, "%.1f of %.1f", seen.evidence(), seen.required()),
                seen.frames(),
                liveness(seen),
                event.detail().getOrDefault("relay", granted ? "pulse" : "rest"),
                stages(event));
        out.flush();
    }

    /** A part of the daemon that fares better or worse. */
    void health(DoorEvent event) {
        String state = event.detail().getOrDefault("state", "");
        out.printf("         %s is %s: %s%n", event.detail().get("component"), state, event.detail().get("cause"));
    }

    /** The table at the end. */
    void table(Verdict verdict, Delivery delivery, Histogram latencyMicros) {
        out.println();
        row("people recognised", verdict.recognised() + " of " + verdict.enrolled());
        row("strangers refused", verdict.refused() + " of " + verdict.strangers());
        row("screen attack marked", (verdict.marked() ? "yes" : "no") + attackFigure(verdict));
        row("living people marked as well", verdict.doubted() + " of " + verdict.recognised() + "  (stills; the model is weak evidence)");
        row("relay pulses", verdict.pulses() + "  for " + verdict.grants() + " grants, counted at the simulated relay");
        row("events in the journal", Integer.toString(delivery.journalled()));
        row(
                "received by a separate subscriber",
                delivery.received() + "  (" + delivery.duplicates() + " twice, " + delivery.missing().size() + " missing)");
        row(
                "capture → relay",
                latencyMicros.getTotalCount() == 0
                        ? "no grant"
                        : String.format(
                                Locale.ROOT,
                                "p50 %.0f ms, p95 %.0f ms, slowest %.0f ms",
                                latencyMicros.getValueAtPercentile(50) / 1e3,
                                latencyMicros.getValueAtPercentile(95) / 1e3,
                                latencyMicros.getMaxValue() / 1e3));
        out.println();
        if (verdict.good()) {
            out.println("All as it should be.");
        } else {
            verdict.faults().forEach(fault -> out.println("WRONG: " + fault));
        }
        out.flush();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    private void row(String what, String figure) {
        out.printf("  %-34s %s%n", what, figure);
    }

    private static String attackFigure(Verdict verdict) {
        return Double.isNaN(verdict.aliveByMistake())
                ? "  (liveness was never asked)"
                : String.format(Locale.ROOT, "  (P(live) %.2f)", verdict.aliveByMistake());
    }

    private static String who(WalkUp walkUp) {
        return switch (walkUp.role()) {
            case ENROLLED -> walkUp.person() + (walkUp.otherPhotograph() ? ", other photograph" : "");
            case STRANGER -> walkUp.person();
            case SCREEN_ATTACK -> "a screen showing " + walkUp.person();
        };
    }

    private String liveness(Recognition seen) {
        if (seen.liveness().isEmpty()) {
            return "-";
        }
        double alive = seen.liveness().getAsDouble();
        return String.format(Locale.ROOT, "%.2f%s", alive, alive < aliveFrom ? " NO" : "");
    }

    private static String stages(DoorEvent event) {
        StringBuilder row = new StringBuilder();
        for (Stage stage : Stage.values()) {
            Long nanos = event.latency().nanos().get(stage);
            row.append(String.format("%5s", nanos == null ? "·" : millis(nanos)));
        }
        return row.append(String.format("%8s", millis(event.latency().totalNanos()))).toString();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 9_950_000 ? "%.1f" : "%.0f", nanos / 1e6);
    }
}
