package io.lintel.core.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Collects templates for a {@link Gallery}. Of one thread. People come out ordered by id, so that equal content gives equal snapshots. */
public final class GalleryBuilder {
    /** The most people a gallery takes. */
    public static final int PEOPLE_MAX = 1_000_000;
    /** The most templates one person may have. */
    public static final int TEMPLATES_MAX = 16;
    /** The most components a template may have. */
    public static final int DIMENSION_MAX = 4_096;

    private final String space;
    private final int dimension;
    private final Similarity similarity;
    private final SequencedMap<PersonId, List<float[]>> people = new TreeMap<>();
    private long revision;
    private long count;

    GalleryBuilder(String space, int dimension, Similarity similarity) {
        if (space.isBlank()) {
            throw new GalleryException("gallery without an embedding space: name the bundle's");
        }
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new GalleryException("gallery of " + dimension + " components: expected 1.." + DIMENSION_MAX);
        }
        this.space = space;
        this.dimension = dimension;
        this.similarity = similarity;
    }

    /** Says which state of the register of people this will be; not negative, 0 unless said. */
    public GalleryBuilder revision(long number) {
        if (number < 0) {
            throw new GalleryException("gallery revision " + number + ": must not be negative");
        }
        revision = number;
        return this;
    }

    /**
     * Adds a template to a person, who is added if new. Keeps a copy.
     *
     * @param templateSpace the space the template was made in
     * @throws GalleryException if it is of another space or length, not finite, not of unit length, or one too many
     */
    public GalleryBuilder add(PersonId person, String templateSpace, float[] template) {
        Gallery.check(space, dimension, templateSpace, template, "template of " + person);
        int held = people.containsKey(person) ? people.get(person).size() : 0;
        refuseTooMany(person, held + 1, people.size() + (held == 0 ? 1 : 0), count + 1, dimension);
        people.computeIfAbsent(person, _ -> new ArrayList<>(1)).add(template.clone());
        count++;
        return this;
    }

    /** Refuses a gallery that would have so many templates of a person, people and templates. */
    static void refuseTooMany(PersonId person, int ofPerson, int people, long templates, int dimension) {
        if (ofPerson > TEMPLATES_MAX) {
            throw new GalleryException(person + " would have more than " + TEMPLATES_MAX + " templates: replace them instead of adding");
        }
        if (people > PEOPLE_MAX || templates * Quantiser.stride(dimension) > Integer.MAX_VALUE - 8) {
            throw new GalleryException("gallery full at " + (people - 1) + " people, " + (templates - 1)
                    + " templates: remove people who no longer come");
        }
    }

    /** The snapshot. The builder may go on being used; the snapshot does not change. */
    public Gallery build() {
        int[] firsts = new int[people.size() + 1];
        float[] rows = new float[Math.toIntExact(count * dimension)];
        int person = 0;
        int row = 0;
        for (List<float[]> templates : people.values()) {
            firsts[person++] = row;
            for (float[] template : templates) {
                System.arraycopy(template, 0, rows, row++ * dimension, dimension);
            }
        }
        firsts[person] = row;
        return new Gallery(revision, space, dimension, List.copyOf(people.keySet()), firsts, rows, similarity);
    }
}
