package io.lintel.core.attendance;

import io.lintel.core.attendance.Shift.Standing;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pairs punches into shifts, person by person.
 *
 * <ul>
 *   <li>A punch within {@code duplicateWindow} of the one that counted before it, the same way or with no way known, is the same punch
 *       again and left out.
 *   <li>In, then out within {@code longestShift}: a shift, over midnight as well.
 *   <li>In after in, or no out within {@code longestShift}: the out is missing. Out without in: the in is missing. Nothing is invented.
 *   <li>Where the way is not known, the turn decides: who is in goes out, anybody else comes in.
 * </ul>
 *
 * @param duplicateWindow zero or more
 * @param longestShift positive; longer than this nobody is believed to have stayed
 */
public record Pairing(Duration duplicateWindow, Duration longestShift) {
    private static final Comparator<Punch> IN_TIME =
            Comparator.comparing((Punch punch) -> punch.timing().time()).thenComparing(Punch::door).thenComparingLong(Punch::seq);

    /** Refuses what pairs nothing. */
    public Pairing {
        if (duplicateWindow.isNegative() || !longestShift.isPositive()) {
            throw new IllegalArgumentException(
                    "duplicate window " + duplicateWindow + ", longest shift " + longestShift + ": must be 0 or more, and more than 0");
        }
    }

    /**
     * The shifts of these punches, by first punch, then person.
     *
     * @param punches in any order
     * @param now whoever came less than {@code longestShift} before is taken to be there still
     */
    public List<Shift> shifts(List<Punch> punches, Instant now) {
        Map<PersonId, List<Punch>> people = new TreeMap<>();
        punches.forEach(punch -> people.computeIfAbsent(punch.person(), _ -> new ArrayList<>()).add(punch));
        List<Shift> shifts = new ArrayList<>();
        people.forEach((person, own) -> {
            own.sort(IN_TIME);
            new Turn(person, shifts).pair(own, now);
        });
        shifts.sort(Comparator.comparing((Shift shift) -> shift.first().timing().time()).thenComparing(shift -> shift.person().value()));
        return shifts;
    }

    private final class Turn {
        private final PersonId person;
        private final List<Shift> shifts;
        private Optional<Punch> in = Optional.empty();
        private boolean assumedIn;

        Turn(PersonId person, List<Shift> shifts) {
            this.person = person;
            this.shifts = shifts;
        }

        void pair(List<Punch> own, Instant now) {
            Optional<Punch> counted = Optional.empty();
            for (Punch punch : own) {
                if (counted.filter(before -> repeats(before, punch)).isPresent()) {
                    continue;
                }
                counted = Optional.of(punch);
                take(punch);
            }
            in.ifPresent(came -> close(within(came, now) ? Standing.PRESENT : Standing.MISSING_OUT));
        }

        private void take(Punch punch) {
            boolean assumed = punch.direction().way() == Way.UNKNOWN;
            boolean ends = in.filter(came -> within(came, punch.timing().time())).isPresent();
            Way way = assumed ? (ends ? Way.OUT : Way.IN) : punch.direction().way();
            if (way == Way.OUT && ends) {
                shifts.add(new Shift(person, in, Optional.of(punch), Standing.COMPLETE, assumed || assumedIn));
                in = Optional.empty();
                return;
            }
            if (in.isPresent()) {
                close(Standing.MISSING_OUT);
            }
            if (way == Way.OUT) {
                shifts.add(new Shift(person, Optional.empty(), Optional.of(punch), Standing.MISSING_IN, assumed));
            } else {
                in = Optional.of(punch);
                assumedIn = assumed;
            }
        }

        private void close(Standing standing) {
            shifts.add(new Shift(person, in, Optional.empty(), standing, assumedIn));
            in = Optional.empty();
        }
    }

    private boolean repeats(Punch before, Punch punch) {
        Way was = before.direction().way();
        Way is = punch.direction().way();
        boolean same = is == was || is == Way.UNKNOWN || was == Way.UNKNOWN;
        return same && Duration.between(before.timing().time(), punch.timing().time()).compareTo(duplicateWindow) < 0;
    }

    private boolean within(Punch came, Instant end) {
        return Duration.between(came.timing().time(), end).compareTo(longestShift) <= 0;
    }
}
