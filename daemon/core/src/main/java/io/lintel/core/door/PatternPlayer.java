package io.lintel.core.door;

import io.lintel.core.door.DoorAction.Indication;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an indication looks and sounds like: which outputs are on at which moment. Of one thread; time is an argument.
 *
 * <table>
 *   <caption>Patterns</caption>
 *   <tr><td>granted</td><td>green for 3 s, with one short beep</td></tr>
 *   <tr><td>denied</td><td>red for 2 s, with three short beeps</td></tr>
 *   <tr><td>second factor awaited</td><td>green blinks, until decided</td></tr>
 *   <tr><td>held open</td><td>a beep and a red flash each second, until closed</td></tr>
 *   <tr><td>alarm</td><td>red blinks until it is over, sounding for the first minute</td></tr>
 *   <tr><td>idle</td><td>ends held open and alarm; what tells somebody about a decision is played to its end</td></tr>
 * </table>
 */
public final class PatternPlayer {
    /** What can be on. */
    public enum Output {
        BUZZER,
        GRANTED,
        DENIED
    }

    private static final long MILLI = 1_000_000;
    private static final long ALARM_SOUNDS_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Pattern GRANT = Pattern.once(
            new Step(100, EnumSet.of(Output.BUZZER, Output.GRANTED)), new Step(2_900, EnumSet.of(Output.GRANTED)));
    private static final Pattern DENIAL = Pattern.once(
            new Step(100, EnumSet.of(Output.BUZZER, Output.DENIED)),
            new Step(100, EnumSet.of(Output.DENIED)),
            new Step(100, EnumSet.of(Output.BUZZER, Output.DENIED)),
            new Step(100, EnumSet.of(Output.DENIED)),
            new Step(100, EnumSet.of(Output.BUZZER, Output.DENIED)),
            new Step(1_500, EnumSet.of(Output.DENIED)));
    private static final Pattern QUESTION = Pattern.repeated(
            new Step(250, EnumSet.of(Output.GRANTED)), new Step(250, EnumSet.noneOf(Output.class)));
    private static final Pattern HELD = Pattern.repeated(
            new Step(200, EnumSet.of(Output.BUZZER, Output.DENIED)), new Step(800, EnumSet.noneOf(Output.class)));
    private static final Pattern ALARM = Pattern.repeated(
            new Step(500, EnumSet.of(Output.BUZZER, Output.DENIED)), new Step(500, EnumSet.noneOf(Output.class)));

    private Optional<Played> decision = Optional.empty();
    private Optional<Played> state = Optional.empty();

    private record Step(long millis, Set<Output> on) {}

    private record Pattern(List<Step> steps, boolean repeats) {
        static Pattern once(Step... steps) {
            return new Pattern(List.of(steps), false);
        }

        static Pattern repeated(Step... steps) {
            return new Pattern(List.of(steps), true);
        }

        long nanos() {
            return steps.stream().mapToLong(Step::millis).sum() * MILLI;
        }
    }

    /** A pattern since a moment. */
    private record Played(Pattern pattern, long sinceNanos) {
        boolean over(long nowNanos) {
            return !pattern.repeats && nowNanos - sinceNanos >= pattern.nanos();
        }

        Set<Output> on(long nowNanos) {
            EnumSet<Output> on = EnumSet.noneOf(Output.class);
            on.addAll(step(nowNanos).on());
            if (pattern.equals(ALARM) && nowNanos - sinceNanos >= ALARM_SOUNDS_NANOS) {
                on.remove(Output.BUZZER);
            }
            return on;
        }

        /** When the next step begins. */
        long deadlineNanos(long nowNanos) {
            long into = (nowNanos - sinceNanos) % pattern.nanos();
            long end = 0;
            for (Step step : pattern.steps) {
                end += step.millis * MILLI;
                if (into < end) {
                    break;
                }
            }
            return nowNanos + end - into;
        }

        private Step step(long nowNanos) {
            long into = (nowNanos - sinceNanos) % pattern.nanos();
            for (Step step : pattern.steps) {
                into -= step.millis * MILLI;
                if (into < 0) {
                    return step;
                }
            }
            return pattern.steps.getLast();
        }
    }

    /** Nothing is on. */
    public PatternPlayer() {}

    /** Begins to play an indication. */
    public void show(Indication indication, long nowNanos) {
        switch (indication) {
            case GRANTED -> decision = Optional.of(new Played(GRANT, nowNanos));
            case DENIED -> decision = Optional.of(new Played(DENIAL, nowNanos));
            case SECOND_FACTOR -> decision = Optional.of(new Played(QUESTION, nowNanos));
            case HELD_WARNING -> state = Optional.of(new Played(HELD, nowNanos));
            case ALARM -> state = Optional.of(new Played(ALARM, nowNanos));
            case IDLE -> state = Optional.empty();
        }
    }

    /** What is on now. A decision goes before what lasts. */
    public Set<Output> on(long nowNanos) {
        return playing(nowNanos).map(played -> played.on(nowNanos)).orElse(Set.of());
    }

    /** When that will change; empty while nothing is played. */
    public OptionalLong deadlineNanos(long nowNanos) {
        Optional<Played> playing = playing(nowNanos);
        return playing.isPresent() ? OptionalLong.of(playing.get().deadlineNanos(nowNanos)) : OptionalLong.empty();
    }

    private Optional<Played> playing(long nowNanos) {
        decision = decision.filter(played -> !played.over(nowNanos));
        return decision.or(() -> state);
    }
}
