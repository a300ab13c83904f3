package io.lintel.daemon.uplink;

import io.lintel.core.command.CommandKey;
import io.lintel.core.command.CommandRules;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.EventSink;
import io.lintel.daemon.Mailbox;
import io.lintel.hal.ClockQuality;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What it takes to obey commands from afar.
 *
 * @param rules what is obeyed
 * @param keys the operators' keys as of now, by id; asked for every command, so that a key can be revoked at once
 * @param clock how far the wall clock can be trusted now
 * @param door the door agent
 * @param events takes word of what was refused
 */
public record CommandAccess(
        CommandRules rules,
        Supplier<Map<String, CommandKey>> keys,
        Supplier<ClockQuality> clock,
        Mailbox<DoorMessage> door,
        EventSink events) {}
