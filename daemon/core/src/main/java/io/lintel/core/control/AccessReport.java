package io.lintel.core.control;

import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.door.AlwaysOpenState;

/**
 * What stands in the way at the door, or makes way, at present.
 *
 * @param alwaysOpen how the always-open schedule stands
 * @param schedule its name; empty without one
 * @param until when the window that holds now ends, RFC 3339; empty between windows
 * @param secondFactor where a second factor must come from
 * @param awaited whose second factor is awaited now; empty if nobody's
 * @param antiPassback what becomes of who passes twice the same way
 * @param partnerOpen whether the interlock's other door is not secure, or has not said
 * @param clockTrusted whether the wall clock is believed
 */
public record AccessReport(
        AlwaysOpenState alwaysOpen,
        String schedule,
        String until,
        SecondFactorRule.Kind secondFactor,
        String awaited,
        PassbackRule.Mode antiPassback,
        boolean partnerOpen,
        boolean clockTrusted) {}
