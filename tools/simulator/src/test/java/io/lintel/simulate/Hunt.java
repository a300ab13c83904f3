package io.lintel.simulate;

import java.util.function.IntFunction;

/** Looks for the first world in which something does not hold; made by each mutant's own loader. */
public final class Hunt implements IntFunction<String> {
    /** For the loader. */
    public Hunt() {}

    /** Looks through so many worlds; {@code "seed 7: Oracle: what"}, or nothing. */
    @Override
    public String apply(int seeds) {
        try (Campaign campaign = new Campaign(1)) {
            for (long seed = 1; seed <= seeds; seed++) {
                Outcome outcome = campaign.run(seed, 1).getFirst();
                if (outcome.violation().isPresent()) {
                    return "seed " + seed + ": " + outcome.violation().get();
                }
            }
            return "";
        }
    }
}
