package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Mandates;
import io.lintel.simulate.site.Mandates.Mandate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done in the name of a key was asked for by its owner, to this door and in time, and is done once. */
final class CommandsAreSigned implements Oracle {
    private static final long LATEST_NANOS = Mandates.VALID.toNanos() + Mandates.WAY_NANOS;

    private final View view;

    CommandsAreSigned(View view) {
        this.view = view;
    }

    @Override
    public void settled(List<Row> rows) {
        List<Mandate> left = new ArrayList<>(view.site().mandates().given());
        for (Told told : view.told(rows)) {
            // A lock from before the clock was set is told again once it is.
            boolean again = told.detail("clock").equals("set");
            if (told.detail("by").startsWith("key:") && !told.is(EventType.ACCESS_DENIED) && !again) {
                Optional<Mandate> own = left.stream().filter(each -> fits(each, told)).findFirst();
                left.remove(own.orElseThrow(() -> violation(told + " was asked for by nobody, or is done again")));
            }
        }
    }

    private boolean fits(Mandate mandate, Told told) {
        String kind = switch (told.event().type()) {
            case DOOR_UNLOCKED -> "unlock";
            case DOOR_LOCKED -> "lock";
            case DOOR_LOCKDOWN -> "lockdown " + told.detail("active");
            default -> "";
        };
        boolean same = kind.equals(mandate.kind())
                && (mandate.holdMillis() == 0 || told.detail("hold_ms").equals(Long.toString(mandate.holdMillis())));
        long between = told.nanos() - mandate.nanos();
        return same && between >= -Told.EXACT_NANOS && (between <= LATEST_NANOS || clockSet(mandate.nanos(), told.nanos()));
    }

    /** Then the door may have thought it was in time. */
    private boolean clockSet(long from, long until) {
        long half = Math.max(0, until - from) / 2;
        return view.clock().setNear(from + half, Duration.ofNanos(half));
    }
}
