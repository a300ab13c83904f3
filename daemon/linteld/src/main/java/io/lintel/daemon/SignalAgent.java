package io.lintel.daemon;

import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.PatternPlayer;
import io.lintel.core.door.PatternPlayer.Output;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Buzzer and lamps. An agent of its own, so that a line which is slow or broken never holds up the lock; then only its health suffers.
 */
final class SignalAgent implements Agent {
    /** Room for indications; what finds none is not shown. */
    static final int MAILBOX_MAX = 16;

    private final Map<Output, Relay> lines;
    private final Mailbox<Indication> mailbox;
    private final LongSupplier nanos;
    private final PatternPlayer player = new PatternPlayer();
    private Set<Output> on = EnumSet.noneOf(Output.class);

    /** An agent whose lines are not yet requested; each rests inactive. */
    SignalAgent(Map<Output, Relay> lines, Mailbox<Indication> mailbox, LongSupplier nanos) {
        this.lines = new EnumMap<>(lines);
        this.mailbox = mailbox;
        this.nanos = nanos;
    }

    @Override
    public String roleName() {
        return "signals";
    }

    @Override
    public int doWork(long nowNanos) {
        lines.values().forEach(line -> line.keep(nowNanos));
        int work = 0;
        for (Optional<Indication> next = mailbox.poll(); next.isPresent(); next = mailbox.poll()) {
            player.show(next.get(), nowNanos);
            work++;
        }
        Set<Output> now = player.on(nowNanos);
        if (!now.equals(on)) {
            lines.forEach((output, line) -> {
                if (now.contains(output) != on.contains(output)) {
                    line.drive(now.contains(output), nowNanos);
                }
            });
            on = now;
            work++;
        }
        return work;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        long now = nanos.getAsLong();
        OptionalLong deadline = player.deadlineNanos(now);
        mailbox.await(Math.min(timeoutNanos, deadline.isPresent() ? deadline.getAsLong() - now : Long.MAX_VALUE));
    }

    @Override
    public void onClose() {
        lines.values().forEach(Relay::close);
    }
}
