package io.lintel.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.lintel.hal.sim.FrameSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** From the start of a fresh JVM until faces are recognised, with a simulated camera: a process of its own for each measurement. */
public final class StartUp {
    private StartUp() {}

    /**
     * Runs and prints.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        byte[] nothing = new byte[Scene.WIDTH * Scene.HEIGHT * 3];
        long began = System.currentTimeMillis();
        try (BenchmarkDoor door = new BenchmarkDoor(FrameSource.of(nothing), 1, true)) {
            while (!door.recognises()) {
                Thread.sleep(2);
            }
            long ready = System.currentTimeMillis();
            System.out.printf(Locale.ROOT, "%nstart → faces are recognised: %d ms after the JVM began, %d ms after the daemon did; processor time %d ms%n",
                    ready - jvm, ready - began, process.getProcessCpuTime() / 1_000_000);
        }
    }
}
