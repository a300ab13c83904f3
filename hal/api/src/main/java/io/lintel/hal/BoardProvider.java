package io.lintel.hal;

/** A board back-end, found by {@link java.util.ServiceLoader}. */
public interface BoardProvider {
    /** The name the configuration chooses it by: {@code linux}, {@code sim}. */
    String name();

    /** The board this process runs on. */
    Board board();

    /** The line to the service manager; one that does nothing where there is none. */
    ServiceNotifier notifier();
}
