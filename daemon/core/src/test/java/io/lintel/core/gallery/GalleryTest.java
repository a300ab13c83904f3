package io.lintel.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GalleryTest {
    private static final String SPACE = "space-a";
    private static final PersonId ANA = new PersonId("ana");
    private static final PersonId BEN = new PersonId("ben");
    private static final PersonId CEM = new PersonId("cem");

    private final Random random = new Random(7);
    private final Match match = new Match();

    @Test
    void findsTheMostSimilarPersonAndTheMostSimilarOther() {
        float[] probe = Vectors.random(random, 64);
        Gallery gallery = Gallery.builder(SPACE, 64)
                .add(CEM, SPACE, Vectors.at(random, probe, 0.2))
                .add(ANA, SPACE, Vectors.at(random, probe, 0.8))
                .add(BEN, SPACE, Vectors.at(random, probe, 0.5))
                .build();

        gallery.match(SPACE, probe, match);

        assertThat(gallery.person(match.best())).isEqualTo(ANA);
        assertThat(match.similarity()).isCloseTo(0.8, within(1e-5));
        assertThat(gallery.person(match.runnerUp())).isEqualTo(BEN);
        assertThat(match.runnerUpSimilarity()).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void theRunnerUpIsNeverTheSamePersonsSecondTemplate() {
        float[] probe = Vectors.random(random, 64);
        Gallery gallery = Gallery.builder(SPACE, 64)
                .add(ANA, SPACE, Vectors.at(random, probe, 0.7))
                .add(ANA, SPACE, Vectors.at(random, probe, 0.9))
                .add(BEN, SPACE, Vectors.at(random, probe, 0.3))
                .build();

        gallery.match(SPACE, probe, match);

        assertThat(match.similarity()).isCloseTo(0.9, within(1e-5));
        assertThat(gallery.person(match.runnerUp())).isEqualTo(BEN);
        assertThat(gallery.people()).isEqualTo(2);
        assertThat(gallery.templates()).isEqualTo(3);
    }

    @Test
    void anEmptyGalleryFindsNobodyAndOnePersonHasNoRunnerUp() {
        float[] probe = Vectors.random(random, 8);
        Gallery.empty(SPACE, 8).match(SPACE, probe, match);
        assertThat(match.best()).isEqualTo(Match.NOBODY);
        assertThat(match.runnerUp()).isEqualTo(Match.NOBODY);

        Gallery.builder(SPACE, 8).add(ANA, SPACE, probe).build().match(SPACE, probe, match);
        assertThat(match.best()).isZero();
        assertThat(match.runnerUp()).isEqualTo(Match.NOBODY);
        assertThat(match.similarity()).isEqualTo(1, within(1e-6)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 31, 64, 100, 512, 515})
    void bothSimilaritiesAgreeWithBruteForce(int dimension) {
        for (int seed = 0; seed < 40; seed++) {
            Random dice = new Random(seed);
            Map<PersonId, List<float[]>> people = new TreeMap<>();
            GalleryBuilder plain = new GalleryBuilder(SPACE, dimension, new ScalarSimilarity());
            GalleryBuilder vector = new GalleryBuilder(SPACE, dimension, new VectorSimilarity());
            int count = dice.nextInt(30);
            for (int t = 0; t < count; t++) {
                PersonId person = new PersonId("p" + dice.nextInt(12));
                float[] template = Vectors.random(dice, dimension);
                people.computeIfAbsent(person, _ -> new ArrayList<>()).add(template);
                plain.add(person, SPACE, template);
                vector.add(person, SPACE, template);
            }
            float[] probe = Vectors.random(dice, dimension);
            check(people, probe, plain.build(), "plain, seed " + seed);
            check(people, probe, vector.build(), "vector, seed " + seed);
        }
    }

    private void check(Map<PersonId, List<float[]>> people, float[] probe, Gallery gallery, String as) {
        List<Double> best = people.values().stream()
                .map(templates -> templates.stream().mapToDouble(t -> Vectors.cosine(probe, t)).max().orElseThrow())
                .sorted(Comparator.reverseOrder())
                .toList();
        gallery.match(SPACE, probe, match);
        assertThat(gallery.people()).as(as).isEqualTo(people.size());
        assertThat(match.best() != Match.NOBODY).as(as).isEqualTo(!best.isEmpty());
        assertThat(match.runnerUp() != Match.NOBODY).as(as).isEqualTo(best.size() > 1);
        if (!best.isEmpty()) {
            assertThat(match.similarity()).as(as).isCloseTo(best.getFirst(), within(1e-5));
            double named = gallery.similarity(SPACE, probe, match.best());
            assertThat(named).as(as).isEqualTo(match.similarity());
            List<float[]> own = people.get(gallery.person(match.best()));
            assertThat(own).as(as).anySatisfy(t ->
                    assertThat(Vectors.cosine(probe, t)).isCloseTo(best.getFirst(), within(1e-5)));
        }
        if (best.size() > 1) {
            assertThat(match.runnerUpSimilarity()).as(as).isCloseTo(best.get(1), within(1e-5));
            assertThat(match.runnerUp()).as(as).isNotEqualTo(match.best());
        }
    }

    @Test
    void refusesWhatMustNotBeCompared() {
        float[] good = Vectors.random(random, 16);
        Gallery gallery = Gallery.builder(SPACE, 16).add(ANA, SPACE, good).build();
        gallery.match(SPACE, good, match);

        refuses(gallery, "space-b", good, "space-b");
        assertThat(match.best()).as("a refused search leaves no answer behind").isEqualTo(Match.NOBODY);
        refuses(gallery, SPACE, Vectors.random(random, 15), "15 components");
        refuses(gallery, SPACE, new float[16], "unit vector");
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE}) {
            float[] broken = good.clone();
            broken[5] = bad;
            refuses(gallery, SPACE, broken, "unit vector");
        }
        float[] longer = good.clone();
        for (int i = 0; i < 16; i++) {
            longer[i] *= 1.01f;
        }
        refuses(gallery, SPACE, longer, "unit vector");
    }

    private void refuses(Gallery gallery, String space, float[] vector, String says) {
        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> gallery.match(space, vector, match))
                .withMessageContaining(says);
        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> Gallery.builder(SPACE, 16).add(BEN, space, vector))
                .withMessageContaining(says)
                .withMessageContaining("template of ben");
    }

    @Test
    void limitsTemplatesOfAPerson() {
        GalleryBuilder builder = Gallery.builder(SPACE, 8);
        for (int i = 0; i < GalleryBuilder.TEMPLATES_MAX; i++) {
            builder.add(ANA, SPACE, Vectors.random(random, 8));
        }
        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> builder.add(ANA, SPACE, Vectors.random(random, 8)))
                .withMessageContaining("16");
        assertThat(builder.build().templates()).isEqualTo(16);
    }

    @Test
    void aSnapshotKeepsItsOwnCopyAndDoesNotFollowTheBuilder() {
        float[] template = Vectors.random(random, 8);
        float[] kept = template.clone();
        GalleryBuilder builder = Gallery.builder(SPACE, 8).revision(4).add(BEN, SPACE, template);
        template[0] = 9;
        Gallery before = builder.build();
        Gallery after = builder.revision(5).add(ANA, SPACE, Vectors.random(random, 8)).build();

        assertThat(before.template(0)).containsExactly(kept);
        assertThat(before.people()).isEqualTo(1);
        assertThat(before.revision()).isEqualTo(4);
        assertThat(after.people()).isEqualTo(2);
        assertThat(after.person(0)).as("ordered by id").isEqualTo(ANA);
        assertThat(after.indexOf(BEN)).isEqualTo(1);
        assertThat(after.indexOf(CEM)).isEqualTo(Match.NOBODY);
    }

    @Test
    void replacingOneByOneGivesTheSameAsBuildingAnew() {
        TreeMap<PersonId, List<float[]>> people = new TreeMap<>();
        Gallery one = Gallery.empty(SPACE, 32);
        for (int step = 1; step <= 300; step++) {
            PersonId id = new PersonId("p-" + random.nextInt(40));
            List<float[]> templates = new ArrayList<>();
            for (int t = random.nextInt(4); t > 0; t--) {
                templates.add(Vectors.random(random, 32));
            }
            one = one.replaced(step, id, templates);
            people.put(id, templates);
            if (templates.isEmpty()) {
                people.remove(id);
            }
            GalleryBuilder builder = Gallery.builder(SPACE, 32).revision(step);
            people.forEach((person, those) -> those.forEach(each -> builder.add(person, SPACE, each)));
            Gallery anew = builder.build();
            assertThat(one).hasToString(anew.toString());
            for (int person = 0; person < anew.people(); person++) {
                assertThat(one.person(person)).isEqualTo(anew.person(person));
                assertThat(one.templatesOf(person)).isEqualTo(anew.templatesOf(person));
            }
            for (int row = 0; row < anew.templates(); row++) {
                assertThat(one.template(row)).isEqualTo(anew.template(row));
            }
            if (!anew.isEmpty()) {
                float[] probe = Vectors.random(random, 32);
                Match other = new Match();
                one.match(SPACE, probe, match);
                anew.match(SPACE, probe, other);
                assertThat(match.best()).isEqualTo(other.best());
                assertThat(match.similarity()).isEqualTo(other.similarity());
                assertThat(match.runnerUp()).isEqualTo(other.runnerUp());
            }
        }
    }

    @Test
    void replacingRefusesWhatAddingRefuses() {
        Gallery gallery = Gallery.empty(SPACE, 8);
        List<float[]> many = new ArrayList<>();
        for (int t = 0; t <= GalleryBuilder.TEMPLATES_MAX; t++) {
            many.add(Vectors.random(random, 8));
        }
        assertThatExceptionOfType(GalleryException.class).isThrownBy(() -> gallery.replaced(1, ANA, many)).withMessageContaining("more than");
        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> gallery.replaced(1, ANA, List.of(new float[8]))).withMessageContaining("unit vector");
    }
}
