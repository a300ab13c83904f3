package io.lintel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Four people before the camera at once, all enrolled, coming and going together. At most two faces are studied in a frame, the
 * largest that were not studied yet first: the first is granted from the first frame, the last a frame or more later.
 */
public final class FourPeople {
    private static final int APPEARANCES = 15;
    private static final long TOGETHER_MILLIS = 2_000;

    private FourPeople() {}

    /**
     * Runs and prints.
     *
     * @param args CPU threads of a model run; 1 if left out
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        CrowdScene scene = CrowdScene.make();
        Histogram latency = new Histogram(3_600_000_000L, 3);
        Histogram all = new Histogram(3_600_000_000L, 3);
        try (BenchmarkDoor door = new BenchmarkDoor(scene.comingAndGoing(), threads, true)) {
            for (int person = 0; person < CrowdScene.PEOPLE; person++) {
                door.enrol("person-" + person, scene.portraits().get(person));
            }
            Thread.sleep(5_000);
            door.grants();
            List<JsonNode> appearance = new ArrayList<>();
            int appearances = 0;
            int complete = 0;
            double frames = door.framesAnalysed();
            long began = System.nanoTime();
            while (appearances < APPEARANCES) {
                Thread.sleep(200);
                for (JsonNode grant : door.grants()) {
                    if (!appearance.isEmpty() && millis(grant) - millis(appearance.get(0)) > TOGETHER_MILLIS) {
                        appearances++;
                        complete += close(appearance, all) ? 1 : 0;
                        appearance.clear();
                    }
                    appearance.add(grant);
                    latency.recordValue(grant.path("latency_us").path("total").asLong());
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(Locale.ROOT, "%nfour people at once, 640×480 at %.0f fps, %d CPU thread(s) a model: %.1f frames analysed a second;%n",
                    BenchmarkDoor.FRAMES_PER_SECOND, threads, (door.framesAnalysed() - frames) / seconds);
            System.out.printf(Locale.ROOT, "all four granted in %d of %d appearances; capture → relay p50 %.1f ms, p95 %.1f ms;%n",
                    complete, appearances, latency.getValueAtPercentile(50) / 1e3, latency.getValueAtPercentile(95) / 1e3);
            System.out.printf(Locale.ROOT, "from the first grant to the last of an appearance p50 %.0f ms, p95 %.0f ms%n",
                    all.getValueAtPercentile(50) / 1e3, all.getValueAtPercentile(95) / 1e3);
        }
    }

    private static boolean close(List<JsonNode> appearance, Histogram all) {
        all.recordValue(1_000 * (millis(appearance.get(appearance.size() - 1)) - millis(appearance.get(0))));
        return appearance.stream().map(grant -> grant.path("person").asText()).distinct().count() == CrowdScene.PEOPLE;
    }

    private static long millis(JsonNode grant) {
        return grant.path("mono_ms").asLong();
    }
}
