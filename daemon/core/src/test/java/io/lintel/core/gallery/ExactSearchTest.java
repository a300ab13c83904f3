package io.lintel.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filtered search gives the very answer, bit for bit, of comparing the probe with everybody in single precision. */
final class ExactSearchTest {
    private static final String SPACE = "s";
    private static final int[] DIMENSIONS = {1, 2, 8, 31, 64, 65, 100, 512, 515};

    /** Crowds that make a filter err if it can. */
    enum Crowd {
        STRANGERS,
        /** All within an ulp or two of one another: one more bit of error and another wins. */
        NEAR_TIES,
        /** The same vector under many names: the first by id must win. */
        DUPLICATES,
        /** All on the far side of the probe. */
        OPPOSITE,
        /** One component carries nearly all, beyond what a byte can hold. */
        SPIKES,
        /** Every component rounded away from the probe: codes that look less similar than their templates are. */
        UNDERRATED
    }

    @ParameterizedTest
    @EnumSource(Crowd.class)
    void isThatOfBruteForce(Crowd crowd) {
        for (int dimension : DIMENSIONS) {
            for (int seed = 0; seed < 30; seed++) {
                Random random = new Random(seed * 1_000L + dimension);
                float[] probe = Vectors.random(random, dimension);
                List<float[]> templates = new ArrayList<>();
                int count = random.nextInt(seed < 20 ? 40 : 400);
                for (int i = 0; i < count; i++) {
                    boolean odd = random.nextInt(10) == 0;
                    templates.add(odd ? Vectors.random(random, dimension) : one(crowd, random, probe));
                }
                String as = crowd + " of " + count + ", dimension " + dimension + ", seed " + seed;
                compare(new VectorSimilarity(), random, templates, probe, as);
                compare(new ScalarSimilarity(), random, templates, probe, as);
            }
        }
    }

    private static void compare(Similarity similarity, Random random, List<float[]> templates, float[] probe, String as) {
        GalleryBuilder builder = new GalleryBuilder(SPACE, probe.length, similarity);
        int name = 0;
        for (float[] template : templates) {
            name = random.nextInt(3) == 0 ? name : random.nextInt(1_000_000);
            builder.add(new PersonId("p" + name), SPACE, template);
        }
        Gallery gallery = builder.build();
        check(similarity, gallery, probe, as);
        for (int i = 0; i < 5 && i < templates.size(); i++) {
            check(similarity, gallery, templates.get(i), as + ", a template as probe");
        }
    }

    private static void check(Similarity similarity, Gallery gallery, float[] probe, String as) {
        Match expected = new Match();
        List<Double> cosines = new ArrayList<>();
        for (int person = 0, row = 0; person < gallery.people(); person++) {
            float most = -2;
            for (int t = 0; t < gallery.templatesOf(person); t++) {
                most = Math.max(most, similarity.dot(probe, gallery.template(row++), 0));
            }
            expected.offer(person, most);
            cosines.add(Math.clamp(most, -1.0, 1.0));
        }
        Match match = new Match();
        gallery.match(SPACE, probe, match);
        assertThat(match.best()).as(as).isEqualTo(expected.best());
        assertThat(match.runnerUp()).as(as).isEqualTo(expected.runnerUp());
        assertThat(Double.compare(match.similarity(), expected.similarity())).as(as).isZero();
        assertThat(Double.compare(match.runnerUpSimilarity(), expected.runnerUpSimilarity())).as(as).isZero();
        // The runner-up's own similarity is the hardest bound: those who reach it to the bit must be told, and nobody else.
        double least = match.runnerUpSimilarity();
        List<String> alike = new ArrayList<>();
        gallery.alike(SPACE, probe, least, match, (person, cosine) -> alike.add(person + " " + cosine));
        List<String> reaching = new ArrayList<>();
        for (int person = 0; person < cosines.size(); person++) {
            if (cosines.get(person) >= least) {
                reaching.add(person + " " + cosines.get(person));
            }
        }
        assertThat(alike).as(as).isEqualTo(reaching);
    }

    private static float[] one(Crowd crowd, Random random, float[] probe) {
        return switch (crowd) {
            case STRANGERS -> Vectors.random(random, probe.length);
            case NEAR_TIES -> nudged(random, probe);
            case DUPLICATES -> probe.clone();
            case OPPOSITE -> probe.length == 1 ? probe.clone() : Vectors.at(random, probe, -0.9 - random.nextDouble() / 10.1);
            case SPIKES -> spike(random, probe.length);
            case UNDERRATED -> underrated(probe);
        };
    }

    private static float[] nudged(Random random, float[] probe) {
        float[] template = probe.clone();
        int i = random.nextInt(probe.length);
        template[i] = random.nextBoolean() ? Math.nextUp(template[i]) : Math.nextDown(template[i]);
        return template;
    }

    private static float[] spike(Random random, int dimension) {
        double[] v = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            v[i] = random.nextGaussian() / 50;
        }
        v[random.nextInt(dimension)] = random.nextBoolean() ? 1 : -1;
        return Vectors.unit(v);
    }

    /** A unit vector whose components lie just short of the middle between two codes, so that the code gives them away. */
    private static float[] underrated(float[] probe) {
        double scale = Byte.MAX_VALUE * Math.max(1, Math.sqrt(probe.length) / 5.6);
        double[] v = new double[probe.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (Math.floor(Math.abs(probe[i]) * scale) + 0.49) / scale * Math.signum(probe[i]);
        }
        return Vectors.unit(v);
    }

    @Test
    void theLookAlikeIsTheMostSimilarOfTheOthers() {
        Random random = new Random(17);
        for (int people = 1; people < 40; people += 3) {
            GalleryBuilder builder = Gallery.builder(SPACE, 32);
            List<List<float[]>> all = new ArrayList<>();
            for (int person = 0; person < people; person++) {
                List<float[]> own = new ArrayList<>();
                for (int t = 0; t <= person % 3; t++) {
                    own.add(Vectors.random(random, 32));
                    builder.add(new PersonId("p" + (100 + person)), SPACE, own.getLast());
                }
                all.add(own);
            }
            Gallery gallery = builder.build();
            for (int person = 0; person < people; person++) {
                double most = -1;
                for (int other = 0; other < people; other++) {
                    for (float[] mine : all.get(person)) {
                        for (float[] theirs : all.get(other)) {
                            most = other == person ? most : Math.max(most, Vectors.cosine(mine, theirs));
                        }
                    }
                }
                assertThat(gallery.lookAlike(person, new Match())).isCloseTo(most, within(1e-5));
                assertThat(gallery.lookAlike(person, new Match())).isCloseTo(most, within(1e-5));
            }
        }
    }

    /** The arithmetic of sixteen bits rests on it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 128, 512, 4_096})
    void noLaneOfAProductIsLongerThanSixteenBitsAllow(int dimension) {
        Quantiser quantiser = new Quantiser(dimension);
        for (int room = 1; room <= dimension; room = Math.max(room + 1, room * 9 / 8)) {
            // All in as few lanes as can be, and in all, of the greatest length admitted: components rounded up, down and clipped.
            for (int apart : new int[] {1, Quantiser.LANES}) {
                int count = Math.min(room, (dimension + apart - 1) / apart);
                float[] vector = new float[dimension];
                for (int i = 0; i < count; i++) {
                    vector[i * apart] = (float) ((1 + Gallery.LENGTH_TOLERANCE) / Math.sqrt(count));
                }
                byte[] row = new byte[quantiser.stride()];
                short[] probe = new short[quantiser.stride()];
                quantiser.encode(vector, 0, row);
                quantiser.encode(vector, quantiser.lane(row, 0), probe);
                for (int lane = 0; lane < Quantiser.LANES; lane++) {
                    long dot = 0;
                    for (int i = lane; i < probe.length; i += Quantiser.LANES) {
                        dot += (long) probe[i] * row[i];
                    }
                    assertThat(dot).as("%d components, %d apart", count, apart).isLessThanOrEqualTo(Short.MAX_VALUE);
                }
            }
        }
    }

    /** Among strangers the filter passes over nearly all: what makes it worth having. */
    @Test
    void fewTemplatesAreReadInFull() {
        int people = 5_000;
        Random random = new Random(3);
        int[] read = {0};
        Similarity counting = new Similarity() {
            private final Similarity vector = new VectorSimilarity();

            @Override
            public float dot(float[] probe, float[] templates, int offset) {
                read[0]++;
                return vector.dot(probe, templates, offset);
            }

            @Override
            public int next(short[] probe, float unit, byte[] codes, float[] residuals, int from, float threshold) {
                return vector.next(probe, unit, codes, residuals, from, threshold);
            }
        };
        GalleryBuilder builder = new GalleryBuilder(SPACE, 512, counting);
        for (int i = 0; i < people; i++) {
            builder.add(new PersonId("p" + i), SPACE, Vectors.random(random, 512));
        }
        builder.build().match(SPACE, Vectors.random(random, 512), new Match());
        assertThat(read[0]).isBetween(2, people / 50);
    }
}
