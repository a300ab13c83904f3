package io.lintel.models;

import io.lintel.hal.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this machine runs the models of one bundle best, as measured; see {@link TuningTrial} and {@link TuningFile}. It holds for that
 * bundle and that number of cores only.
 *
 * @param bundle {@code id@version}
 * @param cores of the machine it was measured on
 * @param overlap whether judging liveness beside embedding is faster than one after the other
 * @param choices by role; a role that is missing was not measured
 */
public record ModelTuning(String bundle, int cores, boolean overlap, Map<Role, Choice> choices) {
    /**
     * The best way found to run one model.
     *
     * @param provider execution provider, as in {@link SessionSettings#providers()}
     * @param threads CPU threads of a run, 1..64
     * @param spinning whether idle threads spin
     * @param micros what nine runs in ten did not exceed, microseconds
     */
    public record Choice(String provider, int threads, boolean spinning, long micros) {
        /** Checks the ranges. */
        public Choice {
            if (provider.isBlank() || threads < 1 || threads > 64 || micros < 0) {
                throw new IllegalArgumentException("provider = \"" + provider + "\", threads = " + threads + ", micros = " + micros);
            }
        }
    }

    /**
     * What the operator wrote into the configuration and no measurement overrules.
     *
     * @param providers whether {@code providers} was written
     * @param threads whether {@code threads} was written
     * @param spinning whether {@code spinning} was written
     */
    public record Written(boolean providers, boolean threads, boolean spinning) {}

    /** Keeps its own copy. */
    public ModelTuning {
        choices = Map.copyOf(choices);
    }

    /** Whether it may be used for this bundle on a machine with so many cores. */
    public boolean holdsFor(Bundle active, int processors) {
        return bundle.equals(active.name()) && cores == processors;
    }

    /** The best way found for a role. */
    public Optional<Choice> choice(Role role) {
        return Optional.ofNullable(choices.get(role));
    }

    /** The settings of a role: what was written as it is, everything else as measured. */
    public SessionSettings settings(Role role, SessionSettings configured, Written written) {
        Optional<Choice> found = choice(role);
        if (found.isEmpty()) {
            return configured;
        }
        Choice choice = found.get();
        List<String> providers = new ArrayList<>(List.of(choice.provider()));
        configured.providers().stream().filter(each -> !providers.contains(each)).forEach(providers::add);
        return new SessionSettings(
                written.providers() ? configured.providers() : providers,
                written.threads() ? configured.threads() : choice.threads(),
                written.spinning() ? configured.spinning() : choice.spinning(),
                configured.halfPrecision(),
                configured.deviceId(),
                configured.engineCache());
    }
}
