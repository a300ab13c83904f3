package io.lintel.hal;

import java.time.Duration;
import java.util.Optional;

/** The line to whatever started and watches this process; systemd's {@code sd_notify(3)} for one. Never throws. */
public interface ServiceNotifier {
    /** The service is up: doors can be opened. */
    void ready();

    /** One line for the operator. */
    void status(String line);

    /** Every agent is fresh; resets the watchdog. */
    void alive();

    /** The service goes down on purpose. */
    void stopping();

    /** How long the watchdog waits between two {@link #alive()}, empty if nobody watches. */
    Optional<Duration> watchdog();
}
