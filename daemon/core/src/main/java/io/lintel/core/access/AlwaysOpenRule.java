package io.lintel.core.access;

import io.lintel.core.schedule.Schedule;

/**
 * When the door stands unlocked for everybody.
 *
 * @param schedule when
 * @param firstPerson whether a window begins only once somebody has been granted in it
 */
public record AlwaysOpenRule(Schedule schedule, boolean firstPerson) {}
