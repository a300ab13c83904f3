package io.lintel.core.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Everybody a door knows, as one immutable snapshot: templates of one embedding space, grouped by person, searched exactly.
 *
 * <p>Safe for any thread; a changed gallery is a new snapshot with a higher revision. The templates lie behind one another in one
 * heap array, person by person:
 *
 * <pre>
 *   templates   | p0 t0 | p0 t1 | p1 t0 | p2 t0 | p2 t1 | p2 t2 |     each {@code dimension} floats, unit length
 *   firsts      0               2       3                       6     index of each person's first template, and the end
 * </pre>
 *
 * <p>Beside them lie their codes of one byte a component. A search reads those, at the speed of the memory, and of the templates only
 * such as may beat the runner-up found so far; what it may pass over is proved in {@link Quantiser}, so the answer is bit for bit
 * that of comparing every template: 100 000 of 512 components take about 2 ms of one x86 core with the Vector API.
 */
public final class Gallery {
    /** How far a vector's length may be from one. Single-precision normalisation stays within 1e-6; a forgotten one does not. */
    public static final double LENGTH_TOLERANCE = 1e-3;

    private final long revision;
    private final String space;
    private final int dimension;
    private final List<PersonId> people;
    private final int[] firsts;
    private final float[] templates;
    private final Similarity similarity;
    private final Quantiser quantiser;
    private final byte[] codes;
    private final float[] residuals;
    /** At least the longest of a row: of rows that have left, too. */
    private final int longestLane;
    /** By person, NaN until asked for; two threads that ask at once find and write the same. */
    private final float[] lookAlikes;

    Gallery(
            long revision,
            String space,
            int dimension,
            List<PersonId> people,
            int[] firsts,
            float[] templates,
            Similarity similarity) {
        this(revision, space, dimension, people, firsts, templates, similarity,
                new byte[firsts[people.size()] * Quantiser.stride(dimension)], new float[firsts[people.size()]],
                0, firsts[people.size()], 1);
    }

    /** With the codes of all rows but some, of which they are made. */
    private Gallery(
            long revision,
            String space,
            int dimension,
            List<PersonId> people,
            int[] firsts,
            float[] templates,
            Similarity similarity,
            byte[] codes,
            float[] residuals,
            int from,
            int to,
            int longestBefore) {
        this.revision = revision;
        this.space = space;
        this.dimension = dimension;
        this.people = List.copyOf(people);
        this.firsts = firsts;
        this.templates = templates;
        this.similarity = similarity;
        this.quantiser = new Quantiser(dimension);
        this.codes = codes;
        this.residuals = residuals;
        int longest = longestBefore;
        for (int row = from; row < to; row++) {
            residuals[row] = quantiser.encode(templates, row, codes);
            longest = Math.max(longest, quantiser.lane(codes, row));
        }
        this.longestLane = longest;
        this.lookAlikes = new float[people.size()];
        Arrays.fill(lookAlikes, Float.NaN);
    }

    /** Begins a gallery of this embedding space. */
    public static GalleryBuilder builder(String space, int dimension) {
        return new GalleryBuilder(space, dimension, Similarity.fastest());
    }

    /** A gallery of nobody, revision 0. */
    public static Gallery empty(String space, int dimension) {
        return builder(space, dimension).build();
    }

    /**
     * The snapshot after one person's templates were replaced. Copies what stays and codes only what is new, which takes about a
     * millisecond for every ten megabytes of templates; so that a register of thousands can be filled one by one.
     *
     * @param number its revision
     * @param person added if new
     * @param those the templates; none removes the person
     * @throws GalleryException as {@link GalleryBuilder#add}
     */
    public Gallery replaced(long number, PersonId person, List<float[]> those) {
        for (float[] template : those) {
            check(space, dimension, space, template, "template of " + person);
        }
        int found = Collections.binarySearch(people, person);
        int index = found >= 0 ? found : -found - 1;
        int from = firsts[index];
        int to = found >= 0 ? firsts[index + 1] : from;
        int added = those.size() - (to - from);
        GalleryBuilder.refuseTooMany(person, those.size(), people.size() + (found < 0 ? 1 : 0), templates() + added, dimension);
        List<PersonId> all = new ArrayList<>(people);
        if (found >= 0) {
            all.remove(index);
        }
        if (!those.isEmpty()) {
            all.add(index, person);
        }
        int[] starts = new int[all.size() + 1];
        System.arraycopy(firsts, 0, starts, 0, index + 1);
        int moved = people.size() - all.size(); // by how much the people behind were further back
        for (int next = index + 1; next < starts.length; next++) {
            starts[next] = firsts[next + moved] + added;
        }
        int total = templates() + added;
        float[] rows = new float[Math.toIntExact((long) total * dimension)];
        byte[] coded = new byte[total * quantiser.stride()];
        float[] rest = new float[total];
        int end = from + those.size();
        splice(templates, templates.length, rows, from * dimension, to * dimension, end * dimension);
        splice(codes, codes.length, coded, from * quantiser.stride(), to * quantiser.stride(), end * quantiser.stride());
        splice(residuals, residuals.length, rest, from, to, end);
        for (int t = 0; t < those.size(); t++) {
            System.arraycopy(those.get(t), 0, rows, (from + t) * dimension, dimension);
        }
        return new Gallery(number, space, dimension, all, starts, rows, similarity, coded, rest, from, end, longestLane);
    }

    /** Copies what was before {@code from}, and what was from {@code to} on behind {@code end}: arrays of one kind. */
    private static void splice(Object before, int length, Object after, int from, int to, int end) {
        System.arraycopy(before, 0, after, 0, from);
        System.arraycopy(before, to, after, end, length - to);
    }

    /** Which state of the register of people this is; grows with every change. */
    public long revision() {
        return revision;
    }

    /** The embedding space of all templates; vectors of two spaces are never compared. */
    public String space() {
        return space;
    }

    /** Components of each template. */
    public int dimension() {
        return dimension;
    }

    /** How many people. */
    public int people() {
        return people.size();
    }

    /** How many templates, of all people together. */
    public int templates() {
        return firsts[people.size()];
    }

    /** Whether nobody is known. */
    public boolean isEmpty() {
        return people.isEmpty();
    }

    /** The person at an index of {@link Match}. */
    public PersonId person(int index) {
        return people.get(index);
    }

    /** Index of a person, or {@link Match#NOBODY}. Linear; not for the hot path. */
    public int indexOf(PersonId person) {
        return people.indexOf(person);
    }

    /**
     * Finds the most similar person and the most similar other person. Allocates nothing.
     *
     * @param probeSpace the embedding space of the probe
     * @param probe unit vector of {@link #dimension()} components
     * @param into overwritten with the answer; empty if the gallery is
     * @throws GalleryException if the probe is of another space or length, not finite or not of unit length; {@code into} is then empty
     */
    public void match(String probeSpace, float[] probe, Match into) {
        into.clear();
        check(probeSpace, probe);
        search(probe, Match.NOBODY, into);
    }

    /** Offers everybody, but one person, who may yet be best or runner-up: the first two, and whoever may beat the runner-up. */
    private void search(float[] probe, int except, Match into) {
        short[] code = into.code(quantiser.stride());
        double scale = quantiser.encode(probe, longestLane, code);
        float unit = quantiser.unit(scale);
        double uncertainty = quantiser.uncertainty(probe, code, scale);
        int person = 0;
        int row = 0;
        while (row < residuals.length) {
            while (firsts[person + 1] <= row) {
                person++;
            }
            if (person != except) {
                into.offer(person, mostSimilar(person, probe));
            }
            row = firsts[person + 1];
            if (into.runnerUp() != Match.NOBODY) {
                float threshold = (float) (into.runnerUpSimilarity() - uncertainty);
                row = similarity.next(code, unit, codes, residuals, row, threshold);
            }
        }
    }

    /** Told of a person who is similar to a probe. */
    @FunctionalInterface
    public interface Alike {
        /** A person's index and the cosine of the most similar template, -1..1. */
        void person(int person, double cosine);
    }

    /**
     * Finds everybody of whom a template is at least so similar to a probe: one exact search, whatever the number of people found.
     *
     * @param least cosine, -1..1
     * @param scratch overwritten
     * @param told of each, in the gallery's order
     * @throws GalleryException as for {@link #match}
     */
    public void alike(String probeSpace, float[] probe, double least, Match scratch, Alike told) {
        check(probeSpace, probe);
        short[] code = scratch.code(quantiser.stride());
        double scale = quantiser.encode(probe, longestLane, code);
        float unit = quantiser.unit(scale);
        // A unit in the last place lower: rows must exceed a threshold, people may equal it.
        float threshold = Math.nextDown((float) (least - quantiser.uncertainty(probe, code, scale)));
        int person = 0;
        int row = similarity.next(code, unit, codes, residuals, 0, threshold);
        while (row < residuals.length) {
            while (firsts[person + 1] <= row) {
                person++;
            }
            double cosine = Math.clamp(mostSimilar(person, probe), -1.0, 1.0);
            if (cosine >= least) {
                told.person(person, cosine);
            }
            row = similarity.next(code, unit, codes, residuals, firsts[person + 1], threshold);
        }
    }

    /**
     * Cosine of a probe with one person's most similar template: whether photographs fit whom they are said to show.
     *
     * @throws GalleryException as for {@link #match}
     */
    public double similarity(String probeSpace, float[] probe, int person) {
        check(probeSpace, probe);
        return Math.clamp(mostSimilar(person, probe), -1.0, 1.0);
    }

    /**
     * How similar the most similar other person is: the highest cosine of a template of this person with one of anybody else. Found by
     * one search a template when first asked for and then kept, so that enrolment need not compare everybody with everybody.
     *
     * @param person an index of {@link Match}
     * @param scratch overwritten
     * @return -1 if there is nobody else
     */
    public double lookAlike(int person, Match scratch) {
        if (Float.isNaN(lookAlikes[person])) {
            double most = -1;
            for (int t = firsts[person]; t < firsts[person + 1]; t++) {
                scratch.clear();
                search(template(t), person, scratch);
                most = Math.max(most, scratch.similarity());
            }
            lookAlikes[person] = (float) most;
        }
        return lookAlikes[person];
    }

    private float mostSimilar(int person, float[] probe) {
        float most = -2;
        for (int t = firsts[person]; t < firsts[person + 1]; t++) {
            most = Math.max(most, similarity.dot(probe, templates, t * dimension));
        }
        return most;
    }

    /**
     * Refuses a probe that must not be compared with these templates.
     *
     * @throws GalleryException if it is of another space or length, not finite or not of unit length
     */
    public void check(String probeSpace, float[] probe) {
        check(space, dimension, probeSpace, probe, "probe");
    }

    /** Refuses what must not be compared with templates of {@code space}. */
    static void check(String space, int dimension, String otherSpace, float[] vector, String what) {
        if (!space.equals(otherSpace)) {
            throw new GalleryException(what + " of embedding space \"" + otherSpace + "\" against a gallery of \"" + space
                    + "\": the two cannot be compared; enrol again with the active model bundle");
        }
        if (vector.length != dimension) {
            throw new GalleryException(what + " of " + vector.length + " components in space \"" + space + "\": expected "
                    + dimension + "; the model and the gallery do not belong together");
        }
        double square = 0;
        for (float component : vector) {
            square += (double) component * component;
        }
        // Written so that a NaN or an infinity, which makes the sum one, fails it too.
        if (!(Math.abs(Math.sqrt(square) - 1) <= LENGTH_TOLERANCE)) {
            throw new GalleryException(what + " in space \"" + space + "\" has length " + Math.sqrt(square)
                    + ": expected a finite unit vector; the embedder's output is damaged or was not normalised");
        }
    }

    /** For people, not for machines: no template is shown. */
    @Override
    public String toString() {
        return "gallery " + revision + " of \"" + space + "\": " + people() + " people, " + templates() + " templates";
    }

    /** How many templates one person has. */
    int templatesOf(int person) {
        return firsts[person + 1] - firsts[person];
    }

    /** A copy of one template. */
    float[] template(int index) {
        return Arrays.copyOfRange(templates, index * dimension, (index + 1) * dimension);
    }
}
