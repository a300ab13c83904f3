package io.lintel.hal.linux;

import io.lintel.hal.ServiceNotifier;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * systemd's notification protocol, {@code sd_notify(3)}: lines of {@code KEY=value} in a datagram to {@code $NOTIFY_SOCKET}.
 *
 * <p>It never throws and never waits: a service manager that is slow or absent must not stop a door. A READY that found the queue
 * full is repeated with the next {@link #alive()}.
 *
 * <p>Threading: any thread.
 */
final class SdNotify implements ServiceNotifier {
    /** The longest status line in characters; more says nothing more to the operator. */
    static final int STATUS_MAX = 512;

    /** Sends a message to an address and tells whether it was taken. */
    interface Sender {
        /** Sends {@code message} to {@code address}. */
        boolean send(String address, String message);
    }

    private final String address;
    private final Optional<Duration> watchdog;
    private final Sender sender;
    private volatile boolean readyOwed;

    /**
     * A notifier for a process with this environment.
     *
     * @param environment gives a variable's value, null if it is not set, as {@link System#getenv(String)} does
     * @param pid this process
     */
    SdNotify(Environment environment, long pid, Libc libc) {
        this(environment, pid, libc::send);
    }

    SdNotify(Environment environment, long pid, Sender sender) {
        this.address = orEmpty(environment.value("NOTIFY_SOCKET"));
        this.watchdog = watchdog(orEmpty(environment.value("WATCHDOG_USEC")), orEmpty(environment.value("WATCHDOG_PID")), pid);
        this.sender = sender;
    }

    /** The process's environment. */
    interface Environment {
        /** The variable's value, null if it is not set. */
        @Nullable String value(String name);
    }

    @Override
    public void ready() {
        readyOwed = !send("READY=1");
    }

    @Override
    public void status(String line) {
        send("STATUS=" + clean(line));
    }

    @Override
    public void alive() {
        if (send(readyOwed ? "READY=1\nWATCHDOG=1" : "WATCHDOG=1")) {
            readyOwed = false;
        }
    }

    @Override
    public void stopping() {
        readyOwed = false;
        send("STOPPING=1");
    }

    @Override
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    private boolean send(String message) {
        try {
            return address.isEmpty() || sender.send(address, message);
        } catch (RuntimeException e) {
            return false; // this interface promises never to throw, and there is nobody to tell
        }
    }

    /** One line: a line feed would end the value and begin another. */
    private static String clean(String line) {
        String shortened = line.length() > STATUS_MAX ? line.substring(0, STATUS_MAX) : line;
        return shortened.replaceAll("[\\p{Cntrl}]+", " ");
    }

    private static Optional<Duration> watchdog(String micros, String watched, long pid) {
        if (!micros.matches("[1-9][0-9]{0,17}") || !(watched.isEmpty() || watched.equals(Long.toString(pid)))) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(1000).multipliedBy(Long.parseLong(micros)));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
