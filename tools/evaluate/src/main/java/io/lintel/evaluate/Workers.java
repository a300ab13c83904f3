package io.lintel.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Spreads a list over threads, each with a tool of its own (models serve one thread only). Results come in the order of the list.
 *
 * @param threads how many, at least 1
 * @param progress told after every item
 */
public record Workers(int threads, Progress progress) {
    /** What is done with one item by the thread's tool. */
    @FunctionalInterface
    public interface Task<T, A, R> {
        /** One item. */
        R apply(T tool, A item);
    }

    /** Does it to all items. */
    public <T extends AutoCloseable, A, R> List<R> map(String what, List<A> items, Supplier<T> tools, Task<T, A, R> task) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<List<Indexed<R>>> parts = run(() -> {
            List<Indexed<R>> mine = new ArrayList<>();
            try (Closing<T> tool = new Closing<>(tools.get())) {
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    mine.add(new Indexed<>(i, task.apply(tool.tool(), items.get(i))));
                    progress.at(what, done.incrementAndGet(), items.size());
                }
            }
            return mine;
        });
        return parts.stream()
                .flatMap(List::stream)
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .map(Indexed::value)
                .toList();
    }

    private record Indexed<R>(int index, R value) {}

    /** Closes without checked exceptions. */
    private record Closing<T extends AutoCloseable>(T tool) implements AutoCloseable {
        @Override
        public void close() {
            try {
                tool.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("closing a tool failed", e);
            }
        }
    }

    private <R> List<R> run(Supplier<R> worker) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<R>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(worker::get));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(result(future));
            }
            return results;
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
