package io.lintel.daemon.health;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors, each distinct one logged once with its stack and afterwards counted: a camera that fails thirty times a second costs a
 * few lines, not an SD card. The idea is Agrona's {@code DistinctErrorLog}. Threading: any thread.
 */
public final class ErrorLog {
    /** Distinct errors remembered; beyond, they are only counted. */
    static final int DISTINCT_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ErrorLog.class);

    private final Map<Integer, Long> counts = new HashMap<>();
    private long total;

    /**
     * Records an error.
     *
     * @param where the agent or component it came from
     * @return how often this very error has been seen, this time included
     */
    public synchronized long record(String where, Throwable error) {
        total++;
        int key = key(where, error);
        if (!counts.containsKey(key) && counts.size() >= DISTINCT_MAX) {
            return 1;
        }
        long count = counts.merge(key, 1L, Long::sum);
        if (count == 1) {
            LOG.error("{}: {}", where, error.toString(), error);
        } else if (isRound(count)) {
            LOG.error("{}: {} (for the {}th time)", where, error.toString(), count);
        }
        return count;
    }

    /** All errors so far. */
    public synchronized long total() {
        return total;
    }

    /** Distinct errors so far. */
    public synchronized int distinct() {
        return counts.size();
    }

    private static boolean isRound(long count) {
        long power = count;
        while (power % 10 == 0) {
            power /= 10;
        }
        return power == 1;
    }

    private static int key(String where, Throwable error) {
        int key = where.hashCode() * 31 + error.getClass().hashCode();
        for (StackTraceElement frame : error.getStackTrace()) {
            key = key * 31 + frame.hashCode();
        }
        Throwable cause = error.getCause();
        return cause == null ? key : key * 31 + cause.getClass().hashCode();
    }
}
