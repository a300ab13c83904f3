package io.lintel.core.door;

import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.access.SecondFactorRule.Kind;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import java.util.Map;
import java.util.Optional;

/** A face that waits for its second factor, or a second factor that waits for its face. Of one thread. */
final class SecondFactor {
    private final SecondFactorRule rule;
    private final Timer face = new Timer();
    private final Timer factor = new Timer();
    private Optional<Sighting> waiting = Optional.empty();
    private Map<String, String> given = Map.of();

    SecondFactor(SecondFactorRule rule) {
        this.rule = rule;
    }

    /** Whether what comes this way is one. */
    boolean accepts(Kind kind) {
        return rule.kind() == kind;
    }

    boolean needed() {
        return rule.kind() != Kind.NONE;
    }

    /** The face that waits. */
    Optional<Sighting> waiting() {
        return waiting;
    }

    /** Whether this is the face that waits. */
    boolean awaits(Optional<PersonId> person) {
        return waiting.filter(sighting -> sighting.person().equals(person)).isPresent();
    }

    /** This face begins to wait. */
    void await(Sighting sighting, long nowNanos) {
        waiting = Optional.of(sighting);
        face.start(nowNanos, rule.window().toNanos());
    }

    /** Takes the face that waits away. */
    Optional<Sighting> take() {
        Optional<Sighting> taken = waiting;
        waiting = Optional.empty();
        face.stop();
        return taken;
    }

    /** Takes the face that has waited too long away. */
    Optional<Sighting> tooLate(long nowNanos) {
        return face.expired(nowNanos) ? take() : Optional.empty();
    }

    /** A factor came before its face. */
    void give(Map<String, String> detail, long nowNanos) {
        given = detail;
        factor.start(nowNanos, rule.window().toNanos());
    }

    /** Takes the factor that came first, if it is still good. */
    Optional<Map<String, String>> takeGiven(long nowNanos) {
        boolean good = factor.running() && !factor.expired(nowNanos);
        factor.stop();
        return good ? Optional.of(given) : Optional.empty();
    }

    Timer deadline() {
        return face;
    }
}
