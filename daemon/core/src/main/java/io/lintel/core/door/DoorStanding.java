package io.lintel.core.door;

import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the way at the door, or makes way, at this moment.
 *
 * @param alwaysOpen how the always-open schedule stands
 * @param until when the window that holds now ends
 * @param awaited whose second factor is awaited
 * @param partnerOpen whether the interlock's other door is not secure, or has not said
 * @param clockTrusted whether the wall clock is believed
 */
public record DoorStanding(
        AlwaysOpenState alwaysOpen,
        Optional<Instant> until,
        Optional<PersonId> awaited,
        boolean partnerOpen,
        boolean clockTrusted) {}
