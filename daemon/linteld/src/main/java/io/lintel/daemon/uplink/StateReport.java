package io.lintel.daemon.uplink;

import io.lintel.core.door.DoorState;
import io.lintel.hal.ClockQuality;
import java.util.List;
import java.util.Optional;

/**
 * What the door tells about itself on its retained {@code state} topic.
 *
 * @param door where the door machine stands
 * @param released whether the lock is released
 * @param open what the contact says, if one is fitted
 * @param alarms what is alarming now: {@code forced}, {@code held}, {@code tamper}, {@code fire}; sorted
 * @param troubles components that are not well: {@code camera}, {@code journal}, …; sorted
 * @param version Lintel's version
 * @param bundle the active model bundle {@code id@version}
 * @param galleryRevision which gallery is searched
 * @param galleryDigest of who is in it: see {@code PeopleRegister.digest}; empty while none is searched
 * @param people how many people it holds
 * @param clock how far the wall clock can be trusted
 */
public record StateReport(
        DoorState door,
        boolean released,
        Optional<Boolean> open,
        List<String> alarms,
        List<String> troubles,
        String version,
        String bundle,
        long galleryRevision,
        String galleryDigest,
        int people,
        ClockQuality clock) {
    /** Keeps its own copies. */
    public StateReport {
        alarms = List.copyOf(alarms);
        troubles = List.copyOf(troubles);
    }
}
