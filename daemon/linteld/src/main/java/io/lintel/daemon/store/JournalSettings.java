package io.lintel.daemon.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What a journal needs to know.
 *
 * @param file the database
 * @param site topic segment
 * @param door topic segment
 * @param boot the kernel's boot id
 * @param zone the site's zone
 * @param retention how long events are kept that need not be delivered any more
 * @param delivered whether events are delivered at all; if not, they are kept for the retention only
 * @param attendance whether attendance is a purpose; if not, no event says which way a person went but those that anti-passback needs
 */
public record JournalSettings(
        Path file,
        String site,
        String door,
        String boot,
        ZoneId zone,
        Duration retention,
        boolean delivered,
        boolean attendance) {}
