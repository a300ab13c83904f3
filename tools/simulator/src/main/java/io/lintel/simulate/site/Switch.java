package io.lintel.simulate.site;

import io.lintel.hal.sim.SimGpio;
import java.util.Locale;
import java.util.Optional;

/** A contact at the end of a wire. It keeps its state whatever becomes of the computer. Of one thread. */
public final class Switch {
    /** What it tells. */
    public enum Role {
        CONTACT,
        REX,
        TAMPER,
        FIRE,
        /** Active while the interlock's other door is not secure. */
        INTERLOCK,
        SECOND_FACTOR,
        DURESS;

        /** Its table in the configuration. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Role role;
    private final VirtualClock clock;
    private Optional<SimGpio> gpio = Optional.empty();
    private boolean active;
    private long changed;
    private long restlessUntil = -1;
    private boolean unsettled;

    Switch(Role role, VirtualClock clock) {
        this.role = role;
        this.clock = clock;
    }

    /** The computer's end of the wire is another one now. */
    void wire(SimGpio fresh) {
        gpio = Optional.of(fresh);
        fresh.drive(role.name(), active);
    }

    /** Changes cleanly, or where it is on its way anyhow, in the end. */
    public void set(boolean now) {
        if (restless()) {
            active = now;
            return;
        }
        change(now, 0);
        gpio.ifPresent(chip -> chip.drive(role.name(), now));
    }

    /** Changes as worn contacts do: falls back so many times on its way. */
    public void bounce(boolean now, int pulses, long gapNanos) {
        if (restless()) {
            active = now;
            return;
        }
        change(now, 2L * pulses * gapNanos);
        gpio.ifPresent(chip -> chip.bounce(role.name(), now, pulses, gapNanos));
    }

    private void change(boolean now, long unrest) {
        if (now != active || unrest > 0) {
            changed = clock.nanos();
        }
        active = now;
        if (unrest > 0) {
            restlessUntil = clock.nanos() + unrest;
            unsettled = true;
        }
    }

    /** Comes to rest if its time has come. */
    void settle() {
        if (unsettled && clock.nanos() > restlessUntil) {
            unsettled = false;
            changed = clock.nanos();
            gpio.ifPresent(chip -> chip.drive(role.name(), active));
        }
    }

    /** Where it is, or will be once it has come to rest. */
    public boolean active() {
        return active;
    }

    /** Whether it is on its way and may be either. */
    public boolean restless() {
        return clock.nanos() <= restlessUntil || unsettled;
    }

    /** Since when it is at rest where it is. */
    public long since() {
        return changed;
    }
}
