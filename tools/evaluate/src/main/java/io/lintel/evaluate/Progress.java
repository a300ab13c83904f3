package io.lintel.evaluate;

/** Told how far a long task is. Any thread. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (_, _, _) -> {};

    /** {@code done} of {@code total} steps of {@code what}. */
    void at(String what, int done, int total);
}
