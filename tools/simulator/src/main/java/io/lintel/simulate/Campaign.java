package io.lintel.simulate;

import io.lintel.simulate.site.Crowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs worlds, several at a time, each by itself. Threading: any. */
public final class Campaign implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final Crowd crowd;
    private final int threads;

    /**
     * Prepares what all worlds share.
     *
     * @param threads how many worlds at a time
     */
    public Campaign(int threads) {
        try {
            directory = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "lintel-sim")
                    : Files.createTempDirectory("lintel-sim");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.crowd = Crowd.enrol(directory);
        this.threads = threads;
    }

    /** One world, with its story. */
    public Outcome tell(long seed) {
        return world(seed, true);
    }

    /** These worlds, in order. */
    public List<Outcome> run(long first, int count) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (long seed = first; seed < first + count; seed++) {
                long one = seed;
                running.add(workers.submit(() -> world(one, false)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            try {
                for (Future<Outcome> each : running) {
                    outcomes.add(each.get());
                }
            } finally {
                workers.shutdownNow();
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulator itself failed", e.getCause());
        }
    }

    private Outcome world(long seed, boolean told) {
        Path own = directory.resolve(Long.toString(seed));
        try {
            Files.createDirectory(own);
            return new World(seed, own, crowd, told).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the simulator itself failed in seed " + seed, e);
        } finally {
            remove(own);
        }
    }

    @Override
    public void close() {
        remove(directory);
    }

    private static void remove(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
