package io.lintel.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the whole daemon takes of one core while nothing moves before the camera, by thread. */
public final class IdleScene {
    private static final long WARM_MILLIS = 20_000;
    private static final long MILLIS = 30_000;

    private IdleScene() {}

    /**
     * Runs and prints.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (BenchmarkDoor door = new BenchmarkDoor(Scene.still(), 1, true)) {
            Thread.sleep(WARM_MILLIS);
            Map<String, Long> before = threads();
            long began = System.nanoTime();
            long cpu = process.getProcessCpuTime();
            double frames = door.framesAnalysed();
            Thread.sleep(MILLIS);
            double share = 100.0 * (process.getProcessCpuTime() - cpu) / (System.nanoTime() - began);
            System.out.printf(Locale.ROOT, "%nidle scene, 640×480 at %.0f fps, %.1f frames a second looked at: %.2f %% of one core, of it by thread:",
                    BenchmarkDoor.FRAMES_PER_SECOND, (door.framesAnalysed() - frames) / (MILLIS / 1e3), share);
            Map<String, Long> after = threads();
            after.forEach((name, nanos) -> {
                double part = 100.0 * (nanos - before.getOrDefault(name, 0L)) / (MILLIS * 1e6);
                if (part >= 0.05) {
                    System.out.printf(Locale.ROOT, " %s %.2f", name, part);
                }
            });
            System.out.println();
        }
    }

    private static Map<String, Long> threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new TreeMap<>();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null) {
                times.merge(info.getThreadName(), Math.max(0, threads.getThreadCpuTime(id)), Long::sum);
            }
        }
        return times;
    }
}
