package io.lintel.simulate.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What happened in one world: faults and happenings counted, and every step told if somebody wants to read it. Of one thread. */
public final class Story {
    private final VirtualClock clock;
    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<Happening, Integer> happenings = new EnumMap<>(Happening.class);

    /**
     * An empty story.
     *
     * @param told whether the lines are kept
     */
    public Story(VirtualClock clock, boolean told) {
        this.clock = clock;
        this.told = told;
    }

    /** Something happened. */
    public void tell(Supplier<String> what) {
        if (told) {
            Duration since = Duration.ofNanos(clock.nanos());
            lines.add(String.format(Locale.ROOT, "%02d:%02d:%02d.%03d  %s",
                    since.toHours(), since.toMinutesPart(), since.toSecondsPart(), since.toMillisPart(), what.get()));
        }
    }

    /** Something went wrong. */
    public void fault(Fault fault, Supplier<String> what) {
        faults.merge(fault, 1, Integer::sum);
        tell(() -> "FAULT " + fault.words() + ": " + what.get());
    }

    /** What the world is about came about. */
    public void saw(Happening happening) {
        happenings.merge(happening, 1, Integer::sum);
    }

    /** How often each came about. */
    public Map<Happening, Integer> happenings() {
        return happenings;
    }

    /** How often each went wrong. */
    public Map<Fault, Integer> faults() {
        return faults;
    }

    /** The lines so far. */
    public List<String> lines() {
        return lines;
    }
}
