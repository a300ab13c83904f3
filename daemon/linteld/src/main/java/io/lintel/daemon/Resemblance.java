package io.lintel.daemon;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Evidence;
import io.lintel.daemon.store.StoredTemplate;
import java.util.ArrayList;
import java.util.List;

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

    Resemblance {
        duplicates = List.copyOf(duplicates);
        lookalikes = List.copyOf(lookalikes);
    }

    /**
     * Compares.
     *
     * @param self the newcomer's own id, not compared with
     * @param templates of the gallery's space
     */
    static Resemblance of(Gallery known, PersonId self, List<StoredTemplate> templates, Calibration calibration) {
        int comparisons = Math.multiplyExact(known.templates(), templates.size());
        Evidence strict = new Evidence(calibration, DUPLICATE_CHANCE);
        double duplicate = strict.required(1, comparisons);
        double lookalike = new Evidence(calibration, LOOKALIKE_CHANCE).required(1, comparisons);
        List<float[]> probes = templates.stream().map(StoredTemplate::vector).toList();
        List<PersonId> duplicates = new ArrayList<>();
        List<PersonId> lookalikes = new ArrayList<>();
        for (int person = 0; person < known.people(); person++) {
            PersonId id = known.person(person);
            if (id.equals(self)) {
                continue;
            }
            double most = -1;
            for (float[] probe : probes) {
                most = Math.max(most, known.similarity(known.space(), probe, person));
            }
            double evidence = strict.of(most, 1);
            if (evidence >= duplicate) {
                duplicates.add(id);
            } else if (evidence >= lookalike) {
                lookalikes.add(id);
            }
        }
        return new Resemblance(duplicates, lookalikes);
    }
}
