package io.lintel.daemon.vision;

import io.lintel.core.vision.Sighting;
import io.lintel.daemon.health.Component;
import io.lintel.models.QualityFlaw;
import java.util.ArrayDeque;

/**
 * Sees that people come and cannot be recognised for a reason that somebody could mend: the light that changed, the lens that lost its
 * focus, the camera that was knocked aside. Speaks up when most of the last approaches ended with the same flaw, before people
 * complain. Threading: the vision agent's.
 */
final class FlawWatch {
    /** So many approaches are remembered. */
    static final int APPROACHES = 20;
    /** Fewer say nothing. */
    static final int APPROACHES_MIN = 8;

    private static final double DEGRADED_FROM = 0.6;
    private static final double OK_UP_TO = 0.4;

    private final Component health;
    private final ArrayDeque<QualityFlaw> last = new ArrayDeque<>(APPROACHES + 1);

    FlawWatch(Component health) {
        this.health = health;
        health.ok("usable");
    }

    /** An approach was decided. */
    void observe(Sighting sighting) {
        last.addLast(sighting.flaw().map(FlawWatch::flaw).orElse(QualityFlaw.NONE));
        if (last.size() > APPROACHES) {
            last.removeFirst();
        }
        if (last.size() < APPROACHES_MIN) {
            return;
        }
        QualityFlaw worst = QualityFlaw.NONE;
        long most = 0;
        for (QualityFlaw flaw : QualityFlaw.values()) {
            long count = last.stream().filter(flaw::equals).count();
            if (flaw != QualityFlaw.NONE && count > most) {
                worst = flaw;
                most = count;
            }
        }
        double share = (double) most / last.size();
        if (share >= DEGRADED_FROM) {
            // Without the exact count, which would make every further approach a new message.
            health.degraded("most faces of late could not be used: " + worst.text(), todo(worst));
        } else if (share <= OK_UP_TO) {
            health.ok("usable");
        }
    }

    private static QualityFlaw flaw(String word) {
        for (QualityFlaw flaw : QualityFlaw.values()) {
            if (flaw.word().equals(word)) {
                return flaw;
            }
        }
        return QualityFlaw.NO_FACE;
    }

    private static String todo(QualityFlaw flaw) {
        return switch (flaw) {
            case NONE -> "";
            case NO_FACE -> "look at lintel camera snapshot for patterns that resemble faces";
            case CUT_OFF -> "aim the camera at where faces are: lintel camera snapshot";
            case TOO_SMALL -> "mount the camera nearer, or lower recognition.min-face";
            case TURNED -> "mount the camera where people look when they come to the door";
            case TOO_DARK -> "give light to the faces; see lintel camera snapshot";
            case TOO_BRIGHT -> "shade the camera from sun and lamps; see lintel camera snapshot";
            case BLURRED -> "clean and focus the lens; give more light, which shortens the exposure";
        };
    }
}
