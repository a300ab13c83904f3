package io.lintel.core.control;

import java.time.Instant;

/**
 * The daemon in one page.
 *
 * @param version Lintel's version
 * @param site topic segment
 * @param doorId topic segment
 * @param started when the daemon started
 * @param door the door
 * @param camera the camera
 * @param recognition models and gallery
 * @param journal journal and uplink
 * @param latency capture → relay
 * @param health every component
 */
public record StatusReport(
        String version,
        String site,
        String doorId,
        Instant started,
        DoorReport door,
        CameraReport camera,
        RecognitionReport recognition,
        JournalReport journal,
        LatencyReport latency,
        HealthReport health) {}
