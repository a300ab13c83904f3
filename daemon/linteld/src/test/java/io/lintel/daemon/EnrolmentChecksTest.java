package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Calibration.Knot;
import io.lintel.daemon.Selection.Reading;
import io.lintel.daemon.store.StoredTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is one person, who is another, and who is enrolled already; on made-up embeddings with exact similarities. */
class EnrolmentChecksTest {
    private static final Calibration CALIBRATION = new Calibration(
            List.of(new Knot(0.245, -1.5), new Knot(0.336, -2.5), new Knot(0.41, -3.5), new Knot(0.45, -4), new Knot(0.474, -4.3)),
            9_160_000,
            0.66,
            0.11,
            3_000,
            0.7);
    private static final Verification VERIFICATION = new Verification(CALIBRATION);
    private static final PersonId SELF = new PersonId("self");
    private static final PersonId ANA = new PersonId("ana");
    private static final int DIMENSION = 64;

    @Test
    void theRatioRisesFromStrangersToThePersonAndCrossesBetween() {
        double before = Double.NEGATIVE_INFINITY;
        for (double cosine = 0; cosine < 0.95; cosine += 0.01) {
            double ratio = VERIFICATION.log10Ratio(cosine);
            // At a knot the density steps with the slope of the tail, by less than a sixth of a decade.
            assertThat(ratio).as("at " + cosine).isFinite().isGreaterThan(before - 0.16);
            before = ratio;
        }
        assertThat(VERIFICATION.log10Ratio(0.30)).isNegative();
        assertThat(VERIFICATION.log10Ratio(0.40)).isPositive();
        assertThat(VERIFICATION.log10Ratio(-1)).isEqualTo(VERIFICATION.log10Ratio(0)).isLessThan(-5);
        assertThat(VERIFICATION.log10Ratio(1)).isGreaterThan(5);
        assertThat(VERIFICATION.log10Ratio(1.0000001)).isEqualTo(VERIFICATION.log10Ratio(1));
    }

    @Test
    void theRatioIsThatOfTheTwoDensities() {
        // Between 0.41 and 0.45 the tail is linear in z: P = 10^-3.5 is z = 3.4189, 10^-4 is z = 3.7190, slope 7.503.
        double z = 3.4189 + 7.503 * 0.02;
        double stranger = 7.503 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        double genuine = Math.exp(-Math.pow((0.43 - 0.66) / 0.11, 2) / 2) / (0.11 * Math.sqrt(2 * Math.PI));
        assertThat(VERIFICATION.log10Ratio(0.43)).isCloseTo(Math.log10(genuine / stranger), within(0.01));
    }

    @Test
    void oneOddPhotographOfThreeIsLeftOut() {
        Selection chosen = choose(Optional.empty(), ana(0), bob(0), ana(1));
        assertThat(used(chosen)).containsExactly(true, false, true);
        assertThat(chosen.outcomes().get(1).why()).contains("another person than a0, a1").doesNotContain("b0");
        assertThat(chosen.templates()).hasSize(2);
    }

    @Test
    void twoThatDisagreeAreBothRefusedAndSoAreTwoPairs() {
        Selection two = choose(Optional.empty(), ana(0), bob(0));
        assertThat(used(two)).containsExactly(false, false);
        assertThat(two.outcomes().get(0).why()).contains("another person than b0").contains("cannot be told");
        assertThat(two.outcomes().get(1).why()).contains("another person than a0").contains("cannot be told");
        assertThat(two.templates()).isEmpty();
        assertThat(used(choose(Optional.empty(), ana(0), bob(0), ana(1), bob(1)))).containsOnly(false);
        assertThat(used(choose(Optional.empty(), ana(0), bob(0), ana(1), bob(1), ana(2)))).containsExactly(true, false, true, false, true);
    }

    @Test
    void aCopyIsRefusedAndHasNoVote() {
        Selection thrice = choose(Optional.empty(), ana(0), Reading.of("again", ana(0).template().orElseThrow()), ana(0));
        assertThat(used(thrice)).containsExactly(true, false, false);
        assertThat(thrice.outcomes().get(1).why()).isEqualTo("is the same picture as a0: a copy adds nothing");
        assertThat(thrice.templates()).hasSize(1);
        assertThat(used(choose(Optional.empty(), bob(0), ana(0), bob(0), ana(1)))).as("one picture twice is no majority").containsExactly(false, true, false, true);
        float[] similar = blend(0, 2);
        similar[2] = 0.5f;
        similar[3] = (float) Math.sqrt(1 - 0.8 * 0.8 - 0.5 * 0.5);
        assertThat(used(choose(Optional.empty(), ana(0), Reading.of("next", template(similar))))).as("the next picture of a burst").containsExactly(true, true);
    }

    @Test
    void faultyPhotographsDoNotVote() {
        Selection chosen = choose(Optional.empty(), Reading.refused("x", "blurred"), ana(0), Reading.refused("y", "no face"));
        assertThat(used(chosen)).containsExactly(false, true, false);
        assertThat(chosen.outcomes().getFirst().why()).isEqualTo("blurred");
        assertThat(choose(Optional.empty(), Reading.refused("x", "blurred")).faults()).isEqualTo("x: blurred");
        assertThat(choose(Optional.empty(), Reading.refused("x", "blurred")).templates()).isEmpty();
    }

    @Test
    void whoIsEnrolledOutweighsAnyMajorityOfNewPhotographs() {
        float[] known = blend(0, 2);
        Optional<ToDoubleFunction<float[]>> enrolled =
                Optional.of(probe -> IntStream.range(0, DIMENSION).mapToDouble(i -> probe[i] * known[i]).sum());
        Selection chosen = choose(enrolled, bob(0), bob(1), ana(1), bob(2));
        assertThat(used(chosen)).containsExactly(false, false, true, false);
        assertThat(chosen.outcomes().getFirst().why()).contains("the templates already enrolled, a1").contains("remove the person first");
        assertThat(used(choose(enrolled, bob(0), bob(1)))).containsOnly(false);
    }

    @Test
    void oneUnlikePairDoesNotPartAPerson() {
        double[][] ratios = {{0, 5, 4}, {5, 0, -1}, {4, -1, 0}};
        assertThat(PhotoAgreement.person(ratios, false)).containsExactly(0, 1, 2);
        double[][] bridged = {{0, 6, -4, -5}, {6, 0, 1, -5}, {-4, 1, 0, 6}, {-5, -5, 6, 0}};
        assertThat(PhotoAgreement.person(bridged, false)).as("one chance likeness does not join two people").isEmpty();
    }

    @Test
    void aDuplicateIsToldFromALookalikeAndFromAStranger() {
        Gallery gallery = gallery(ANA);
        assertThat(resemblance(gallery, 0.66)).isEqualTo(new Resemblance(List.of(ANA), List.of()));
        assertThat(resemblance(gallery, 0.44)).isEqualTo(new Resemblance(List.of(), List.of(ANA)));
        assertThat(resemblance(gallery, 0.30)).isEqualTo(new Resemblance(List.of(), List.of()));
    }

    @Test
    void everyOneOfSeveralIsFound() {
        GalleryBuilder builder = Gallery.builder("s", DIMENSION);
        for (int i = 0; i < 40; i++) {
            builder.add(new PersonId("p" + i), "s", i % 4 == 0 ? at(1) : i % 4 == 1 ? at(0.9) : axis(i));
        }
        assertThat(resemblance(builder.build(), 0.95).duplicates()).hasSize(20).contains(new PersonId("p0"), new PersonId("p37"));
    }

    @Test
    void nobodyIsADuplicateOfThemselves() {
        assertThat(resemblance(gallery(SELF), 0.9)).isEqualTo(new Resemblance(List.of(), List.of()));
        assertThat(resemblance(Gallery.empty("s", DIMENSION), 0.9)).isEqualTo(new Resemblance(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 60})
    void amongManyMoreIsAsked(int hundreds) {
        PersonId[] many = new PersonId[hundreds * 100];
        Arrays.setAll(many, i -> new PersonId("p" + i));
        many[0] = ANA;
        assertThat(resemblance(gallery(many), 0.5).duplicates()).as("by chance, among so many").isEmpty();
        assertThat(resemblance(gallery(ANA), 0.5).duplicates()).containsExactly(ANA);
    }

    private static Resemblance resemblance(Gallery gallery, double cosine) {
        return Resemblance.of(gallery, SELF, List.of(template(at(cosine))), CALIBRATION);
    }

    /** The first person at the first axis; the others where nobody is like them. */
    private static Gallery gallery(PersonId... people) {
        GalleryBuilder builder = Gallery.builder("s", DIMENSION);
        for (int i = 0; i < people.length; i++) {
            builder.add(people[i], "s", i == 0 ? at(1) : axis(DIMENSION - 1));
        }
        return builder.build();
    }

    private static Selection choose(Optional<ToDoubleFunction<float[]>> enrolled, Reading... readings) {
        return Selection.of(List.of(readings), enrolled, VERIFICATION);
    }

    private static List<Boolean> used(Selection chosen) {
        return new ArrayList<>(chosen.outcomes().stream().map(EnrolmentReport.Outcome::used).toList());
    }

    /** Photographs of one person have the similarity 0.64, of the two people 0. */
    private static Reading ana(int number) {
        return Reading.of("a" + number, template(blend(0, 2 + number)));
    }

    private static Reading bob(int number) {
        return Reading.of("b" + number, template(blend(1, 12 + number)));
    }

    private static float[] blend(int person, int photo) {
        float[] vector = new float[DIMENSION];
        vector[person] = 0.8f;
        vector[photo] = 0.6f;
        return vector;
    }

    private static float[] at(double cosine) {
        float[] vector = new float[DIMENSION];
        vector[0] = (float) cosine;
        vector[1] = (float) Math.sqrt(1 - cosine * cosine);
        return vector;
    }

    private static float[] axis(int axis) {
        float[] vector = new float[DIMENSION];
        vector[axis] = 1;
        return vector;
    }

    private static StoredTemplate template(float[] vector) {
        return new StoredTemplate("s", vector, "test", Instant.EPOCH);
    }
}
