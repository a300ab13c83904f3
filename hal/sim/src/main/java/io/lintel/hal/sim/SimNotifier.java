package io.lintel.hal.sim;

import io.lintel.hal.ServiceNotifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** Remembers what a service manager would have been told. Threading: any thread. */
public final class SimNotifier implements ServiceNotifier {
    /** How many messages are remembered, the latest ones. */
    public static final int MESSAGES_MAX = 1024;

    private final ArrayDeque<String> messages = new ArrayDeque<>();
    private final Optional<Duration> watchdog;

    /** Nobody watches. */
    public SimNotifier() {
        this(Optional.empty());
    }

    /** A manager that waits this long between two {@link #alive()}. */
    public SimNotifier(Optional<Duration> watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public void ready() {
        remember("READY=1");
    }

    @Override
    public void status(String line) {
        remember("STATUS=" + line);
    }

    @Override
    public void alive() {
        remember("WATCHDOG=1");
    }

    @Override
    public void stopping() {
        remember("STOPPING=1");
    }

    @Override
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The messages in systemd's words, oldest first. */
    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    private synchronized void remember(String message) {
        if (messages.size() == MESSAGES_MAX) {
            messages.removeFirst();
        }
        messages.addLast(message);
    }
}
