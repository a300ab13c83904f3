package io.lintel.daemon.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How the journal is. A snapshot for health and metrics.
 *
 * @param writing whether the last attempt to write succeeded
 * @param recording whether there is room for further events, on disk or in memory
 * @param detail what is wrong and what to do; empty when nothing is
 * @param trouble what kind of trouble that is
 * @param since since when {@code writing} is as it is
 * @param waiting events in memory only
 * @param lastSeq the newest event on disk; 0 if none or unknown
 * @param ackedUpTo everything up to here is delivered
 * @param pending events on disk that are not delivered yet
 * @param commits transactions since the start
 * @param setAside where a damaged journal was put, if that happened since the start
 */
public record JournalStatus(
        boolean writing,
        boolean recording,
        String detail,
        Optional<StoreException.Kind> trouble,
        Instant since,
        int waiting,
        long lastSeq,
        long ackedUpTo,
        long pending,
        long commits,
        Optional<Path> setAside) {}
