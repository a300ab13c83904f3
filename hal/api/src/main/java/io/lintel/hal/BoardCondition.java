package io.lintel.hal;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a board says about its own fitness to be left alone for years.
 *
 * @param availableMemoryBytes what programs can still get without swapping; empty if not known
 * @param batteryClock whether a clock goes on while the board has no power, and shows a year that is not long over
 * @param watchdog whether the board can restart itself when the kernel hangs
 * @param storageFaults what disks and file systems say is wrong with them, in words: worn flash, noted errors, a root that became
 *     read-only; empty if nothing is known to be
 */
public record BoardCondition(OptionalLong availableMemoryBytes, boolean batteryClock, boolean watchdog, List<String> storageFaults) {
    /** Keeps its own copy. */
    public BoardCondition {
        storageFaults = List.copyOf(storageFaults);
    }
}
