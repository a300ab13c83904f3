package io.lintel.simulate;

import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Happening;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code tools/simulate}. */
@Command(
        name = "simulate",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Runs the production agents of a door through simulated worlds in which everything may go wrong, and says whether"
                + " what must always hold did. One seed is one world, and the same seed is always the same world.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything held", "1:something did not", "2:wrong usage"})
public final class Simulate implements Callable<Integer> {
    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000", description = "how many worlds, from seed 1 on: ${DEFAULT-VALUE}")
    private int seeds = 1_000;

    @Option(names = "--from", paramLabel = "S", defaultValue = "1", description = "the first seed: ${DEFAULT-VALUE}")
    private long from = 1;

    @Option(names = "--seed", paramLabel = "S", description = "only this world, with its whole story")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "worlds at a time: as many as there are processors")
    private int threads = Runtime.getRuntime().availableProcessors();

    private final PrintStream out = System.out;

    private Simulate() {}

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulate()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (Campaign campaign = new Campaign(threads)) {
            long began = System.nanoTime();
            List<Outcome> outcomes = seed > 0 ? List.of(campaign.tell(seed)) : campaign.run(from, seeds);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            outcomes.forEach(each -> each.story().forEach(out::println));
            report(outcomes, took);
            outcomes.stream().filter(each -> each.violation().isPresent()).findFirst().ifPresent(bad -> tell(bad, campaign));
            return outcomes.stream().allMatch(each -> each.violation().isEmpty()) ? 0 : 1;
        }
    }

    private void report(List<Outcome> outcomes, Duration took) {
        Map<Fault, Long> faults = Outcome.sum(outcomes, Outcome::faults, Fault.class);
        out.println("what went wrong:");
        faults.forEach((fault, times) -> line(fault.words(), times));
        out.println("what came about beside:");
        Outcome.sum(outcomes, Outcome::happenings, Happening.class).forEach((happening, times) -> line(happening.words(), times));
        double days = outcomes.stream().mapToDouble(each -> each.simulated().toMillis()).sum() / Duration.ofDays(1).toMillis();
        double seconds = took.toMillis() / 1e3;
        out.printf(Locale.ROOT, "seeds: %,d   simulated: %.1f days   starts: %,d   releases: %,d   events: %,d   faults: %,d%n",
                outcomes.size(),
                days,
                outcomes.stream().mapToLong(Outcome::starts).sum(),
                outcomes.stream().mapToLong(Outcome::releases).sum(),
                outcomes.stream().mapToLong(Outcome::events).sum(),
                faults.values().stream().mapToLong(Long::longValue).sum());
        out.printf(Locale.ROOT, "took: %.1f s   %.1f seeds a second on %d threads%n", seconds, outcomes.size() / seconds, threads);
        List<Outcome> bad = outcomes.stream().filter(each -> each.violation().isPresent()).toList();
        bad.forEach(each -> out.printf(Locale.ROOT, "seed %d: %s%n", each.seed(), each.violation().orElse("")));
        out.printf(Locale.ROOT, "violations: %d%n", bad.size());
    }

    private void line(String what, long times) {
        out.printf(Locale.ROOT, "  %-30s %,10d%n", what, times);
    }

    private void tell(Outcome bad, Campaign campaign) {
        if (seed == 0) {
            campaign.tell(bad.seed()).story().forEach(out::println);
        }
        out.printf(Locale.ROOT, "once more: tools/simulate --seed %d%n", bad.seed());
    }
}
