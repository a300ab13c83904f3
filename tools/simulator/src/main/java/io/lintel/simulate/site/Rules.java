package io.lintel.simulate.site;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What this world's door asks beside a face, and who else may have a say: in each world some of it.
 *
 * @param zone of the site
 * @param staffHours when people of the group staff may pass; empty: there are no groups
 * @param lenientClock whether those with hours or validity may pass while the clock is not believed
 * @param alwaysOpen when the door stands open
 * @param firstPerson whether only from the first person on
 * @param validity whether some people are valid for some days only
 * @param passback what becomes of who passes twice the same way
 * @param forgiven after so long a passage no longer counts; zero: never
 * @param interlock whether there is another door
 * @param factor what must come beside a face
 * @param factorTime how long one waits for the other
 * @param duress whether there is a duress button
 * @param commands whether operators command from afar
 * @param unlockFromAfar whether they may unlock
 * @param registrar whether people are enrolled and erased meanwhile
 * @param crowded whether the door is at times told more than it can take
 * @param years whether the clock may be years off for long, with a short retention
 */
public record Rules(
        ZoneId zone,
        Optional<Hours> staffHours,
        boolean lenientClock,
        Optional<Hours> alwaysOpen,
        boolean firstPerson,
        boolean validity,
        Passback passback,
        Duration forgiven,
        boolean interlock,
        Factor factor,
        Duration factorTime,
        boolean duress,
        boolean commands,
        boolean unlockFromAfar,
        boolean registrar,
        boolean crowded,
        boolean years) {
    /** The day on which every world begins, in UTC. */
    private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
    /** The file of the operators' key, beside the state directory. */
    static final String KEY_FILE = "operator.pub";

    /** What becomes of who passes twice the same way. */
    public enum Passback {
        OFF,
        SOFT,
        HARD
    }

    /** What must come beside a face. */
    public enum Factor {
        NONE,
        INPUT,
        COMMAND
    }

    /** Rules as the dice have them. */
    public static Rules of(Dice dice) {
        ZoneId zone = ZoneId.of(dice.pick(List.of("Z", "Europe/Lisbon", "America/New_York", "Pacific/Kiritimati")));
        boolean interlock = dice.chance(0.2);
        return new Rules(
                zone,
                dice.chance(0.25) ? Optional.of(hours(zone, dice)) : Optional.empty(),
                dice.chance(0.3),
                !interlock && dice.chance(0.25) ? Optional.of(hours(zone, dice)) : Optional.empty(),
                dice.chance(0.5),
                dice.chance(0.2),
                dice.chance(0.3) ? dice.pick(List.of(Passback.SOFT, Passback.HARD, Passback.HARD)) : Passback.OFF,
                dice.chance(0.5) ? Duration.ofSeconds(dice.between(30, 240)) : Duration.ZERO,
                interlock,
                dice.chance(0.3) ? dice.pick(List.of(Factor.INPUT, Factor.INPUT, Factor.COMMAND)) : Factor.NONE,
                Duration.ofSeconds(dice.between(2, 12)),
                dice.chance(0.25),
                dice.chance(0.3),
                dice.chance(0.8),
                dice.chance(0.25),
                dice.chance(0.1),
                dice.chance(0.1));
    }

    /** Every world begins half an hour past an hour. */
    private static Hours hours(ZoneId zone, Dice dice) {
        int from = dice.between(15, 45);
        Set<LocalDate> holidays = new HashSet<>();
        for (int day = -1; day <= 3; day++) {
            if (dice.chance(0.15)) {
                holidays.add(TODAY.plusDays(day));
            }
        }
        return new Hours(zone, from, Math.min(60, from + dice.between(5, 25)), holidays);
    }

    /** Whether there is a wire for this. */
    boolean fitted(Switch.Role role) {
        return switch (role) {
            case INTERLOCK -> interlock;
            case SECOND_FACTOR -> factor == Factor.INPUT;
            case DURESS -> duress;
            case CONTACT, REX, TAMPER, FIRE -> true;
        };
    }

    /** What belongs under {@code [door]}. */
    String door() {
        StringBuilder text = new StringBuilder();
        text.append("untrusted-clock = \"").append(lenientClock ? "allow" : "deny").append("\"\n");
        if (alwaysOpen.isPresent()) {
            text.append("always-open = \"open\"\nfirst-person-in = ").append(firstPerson).append('\n');
        }
        if (passback != Passback.OFF) {
            text.append("direction = \"in\"\nanti-passback = \"").append(passback.name().toLowerCase(Locale.ROOT)).append("\"\n");
            text.append("anti-passback-forgiven = \"").append(forgiven.toSeconds()).append("s\"\n");
        }
        text.append("second-factor = \"").append(factor.name().toLowerCase(Locale.ROOT)).append("\"\n");
        text.append("second-factor-time = \"").append(factorTime.toSeconds()).append("s\"\n");
        return text.toString();
    }

    /** What belongs above all tables. */
    String head() {
        return "site.zone = \"" + zone + "\"\n" + (years ? "state.retention = \"1d\"\n" : "");
    }

    /** What belongs under {@code [mqtt]}. */
    String mqtt(Path keyFile) {
        if (!commands) {
            return "";
        }
        String unlock = unlockFromAfar ? "\"unlock\", " : "";
        return "command-keys = [\"" + keyFile + "\"]\ncommand-allow = [" + unlock + "\"lock\", \"lockdown\"]\n";
    }

    /** Tables of their own. */
    String tables() {
        StringBuilder text = new StringBuilder();
        staffHours.ifPresent(hours -> text.append(hours.toml("staff")).append("""
                [access.default]
                [access.staff]
                schedule = "staff"
                starts-always-open = false
                [access.rovers]
                anti-passback = false
                """));
        alwaysOpen.ifPresent(hours -> text.append(hours.toml("open")));
        if (interlock) {
            text.append("[gpio.unsecured]\nline = \"" + DoorPlan.UNSECURED + "\"\n");
        }
        return text.toString();
    }
}
