package io.lintel.daemon;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Evidence;
import io.lintel.daemon.store.StoredTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom among the enrolled a newcomer resembles, by the door's own measure of {@linkplain Evidence evidence}: it takes into account
 * how many templates were compared, so that a larger register does not find more people alike by chance.
 *
 * @param duplicates so similar that a newcomer reaches it by chance once in a thousand times: most likely the same person
 * @param lookalikes not that similar, but more than all but one newcomer in a hundred
 */
record Resemblance(List<PersonId> duplicates, List<PersonId> lookalikes) {
    static final double DUPLICATE_CHANCE = 0.001;
    static final double LOOKALIKE_CHANCE = 0.01;
    private static final int HALVINGS = 40;

    Resemblance {
        duplicates = List.copyOf(duplicates);
        lookalikes = List.copyOf(lookalikes);
    }

    /**
     * Compares, by one search of the gallery a template.
     *
     * @param self the newcomer's own id, not compared with
     * @param templates of the gallery's space
     */
    static Resemblance of(Gallery known, PersonId self, List<StoredTemplate> templates, Calibration calibration) {
        int comparisons = Math.multiplyExact(known.templates(), templates.size());
        Evidence strict = new Evidence(calibration, DUPLICATE_CHANCE);
        double duplicate = strict.required(1, comparisons);
        double lookalike = new Evidence(calibration, LOOKALIKE_CHANCE).required(1, comparisons);
        double least = leastCosine(strict, lookalike);
        SortedMap<Integer, Double> most = new TreeMap<>();
        Match scratch = new Match();
        for (StoredTemplate template : templates) {
            known.alike(known.space(), template.vector(), least, scratch, (person, cosine) -> most.merge(person, cosine, Math::max));
        }
        List<PersonId> duplicates = new ArrayList<>();
        List<PersonId> lookalikes = new ArrayList<>();
        most.forEach((person, cosine) -> {
            PersonId id = known.person(person);
            double evidence = strict.of(cosine, 1);
            if (!id.equals(self) && evidence >= lookalike) {
                (evidence >= duplicate ? duplicates : lookalikes).add(id);
            }
        });
        return new Resemblance(duplicates, lookalikes);
    }

    /** A cosine below which the evidence of one comparison, which rises with it, does not suffice; found by halving. */
    private static double leastCosine(Evidence evidence, double required) {
        double below = -1;
        double above = 1;
        for (int step = 0; step < HALVINGS; step++) {
            double middle = (below + above) / 2;
            if (evidence.of(middle, 1) >= required) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return below;
    }
}
