package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a damaged journal aside and puts a new one in its place, with what is intact and undelivered of the old one.
 *
 * <p>The new journal is whole, closed and named {@code .salvage} before the damaged one is renamed; so whatever moment the power is cut
 * at, either the damaged one is still there or the new one is complete. Of one thread.
 */
final class JournalReplacement {
    private final Path file;
    private final Connector connector;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private @Nullable Path setAside;
    private String notice = "";

    JournalReplacement(Path file, Connector connector, InstantSource wall, LongSupplier nanos) {
        this.file = file;
        this.connector = connector;
        this.wall = wall;
        this.nanos = nanos;
    }

    /** Writes the event that says what became of the old journal, as the first of the new one's own. */
    @FunctionalInterface
    interface Beginning {
        /**
         * Writes it, in a transaction of its caller's.
         *
         * @param open the new journal
         * @param after the number and the hash it goes on from
         */
        void write(Database open, DoorEvent news, Salvage.Result after);
    }

    /** Replaces the journal, which is closed. */
    void replace(String reason, Salvage.Known known, Beginning beginning) {
        Path fresh = fresh();
        Database.delete(fresh);
        Salvage.Result[] result = new Salvage.Result[1];
        try (Database open = Database.open(fresh, JournalSchema.STEPS, connector)) {
            open.transaction(() -> {
                result[0] = Salvage.carry(file, open, known, wall.instant().getEpochSecond());
                new JournalTable(open).ack(result[0].acked().orElse(0));
                beginning.write(open, news(result[0]), result[0]);
            });
        } catch (StoreException e) {
            Database.delete(fresh);
            throw e;
        }
        Path aside = Database.setAside(file, wall.instant());
        setAside = aside;
        notice = "the journal was damaged (" + reason.replace(file.toString(), String.valueOf(file.getFileName()))
                + ") and was set aside as " + aside.getFileName() + "; a new one was begun with " + result[0].carried() + " events of it"
                + (result[0].missing().isEmpty() ? "" : "; lost for delivery: " + JournalEncoder.shortened(result[0].missing()));
        Database.putInPlace(fresh, file, wall.instant());
    }

    /** Makes up for a power cut in the middle of a replacement. */
    void finish() {
        Path fresh = fresh();
        if (Files.exists(fresh)) {
            if (Files.exists(file) || Files.exists(fresh.resolveSibling(fresh.getFileName() + "-wal"))) {
                Database.delete(fresh);
            } else {
                Database.putInPlace(fresh, file, wall.instant());
            }
        }
    }

    /** Where the damaged journal was put, if there was one. */
    Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    /** What happened, in one line; empty if nothing did. */
    Optional<String> notice() {
        return Optional.of(notice).filter(line -> !line.isEmpty());
    }

    private Path fresh() {
        return file.resolveSibling(file.getFileName() + ".salvage");
    }

    private DoorEvent news(Salvage.Result result) {
        return DoorEvent.of(EventType.HEALTH_CHANGED, new Moment(nanos.getAsLong(), wall.instant()), Map.of(
                "component", "journal",
                "state", "degraded",
                "cause", "the journal was damaged and replaced",
                "carried", Long.toString(result.carried()),
                "missing", result.missing(),
                "chain", result.head().equals(HashChain.GENESIS) ? "begins anew" : "goes on"));
    }
}
