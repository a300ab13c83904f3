package io.lintel.core.control;

/**
 * The journal and its outbox.
 *
 * @param lastSeq number of the newest event on disk, 0 when there is none
 * @param waiting events in memory that are not on disk yet
 * @param pending events that nobody has acknowledged yet
 * @param uplink {@code off}, {@code connected} or {@code disconnected}
 */
public record JournalReport(long lastSeq, long waiting, long pending, String uplink) {}
