package io.lintel.daemon.uplink;

import io.lintel.core.command.CommandKey;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.Mailbox;
import io.lintel.hal.ClockQuality;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What it takes to hear from the hub who went through the other doors of the area.
 *
 * @param audience the area, see {@link io.lintel.core.command.PassageNotice#audience(String, String)}
 * @param keys the hubs' keys as of now, by id
 * @param clock how far the wall clock can be trusted now
 * @param door the door agent
 */
public record WhereaboutsAccess(
        String audience, Supplier<Map<String, CommandKey>> keys, Supplier<ClockQuality> clock, Mailbox<DoorMessage> door) {}
