package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge who lets anything wrong pass would make the demonstration worthless: every wrong is planted here once. */
final class JudgeTest {
    private static final double ALIVE_FROM = 0.5;
    private static final Delivery DELIVERED = Delivery.compare(List.of("a", "b", "c"), List.of("a", "b", "c"));
    private static final GroundTruth TRUTH = new GroundTruth(
            15,
            200,
            List.of(
                    new WalkUp("ana", Role.ENROLLED, 15, 45, "1.jpg", false),
                    new WalkUp("stranger", Role.STRANGER, 60, 90, "2.jpg", false),
                    new WalkUp("bo", Role.ENROLLED, 105, 135, "3.jpg", true),
                    new WalkUp("ana", Role.SCREEN_ATTACK, 150, 180, "1.jpg", false)));

    @Test
    void findsNothingWrongWithAGoodShow() {
        Verdict verdict = judge(good(), 3, DELIVERED);

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.good()).isTrue();
        assertThat(List.of(verdict.recognised(), verdict.enrolled(), verdict.refused(), verdict.strangers()))
                .containsExactly(2, 2, 1, 1);
        assertThat(verdict.marked()).isTrue();
        assertThat(verdict.aliveByMistake()).isEqualTo(0.02);
        assertThat(verdict.doubted()).isZero();
    }

    @Test
    void noticesThatTheDoorStayedShutForSomebodyEnrolled() {
        List<Decision> decisions = with(0, refused(30, Reason.UNKNOWN, OptionalDouble.empty()));

        Verdict verdict = judge(decisions, 2, DELIVERED);

        assertThat(verdict.recognised()).isEqualTo(1);
        assertThat(verdict.faults()).singleElement().asString().contains("ana is enrolled", "did not open", "unknown");
    }

    @Test
    void noticesThatSomebodyWasTakenForAnother() {
        assertThat(judge(with(0, granted("bo", 30, 0.9)), 3, DELIVERED).faults())
                .anyMatch(fault -> fault.contains("ana was taken for bo"))
                .anyMatch(fault -> fault.contains("ana is enrolled and the door did not open"));
    }

    @Test
    void noticesThatTheDoorOpenedForAStranger() {
        Verdict verdict = judge(with(1, granted("ana", 80, 0.9)), 4, DELIVERED);

        assertThat(verdict.refused()).isZero();
        assertThat(verdict.faults()).singleElement().asString().contains("stranger", "opened for ana");
    }

    @Test
    void noticesThatAStrangerWasRefusedFirstAndLetInThen() {
        List<Decision> decisions = good();
        decisions.add(granted("ana", 88, 0.9));

        assertThat(judge(decisions, 4, DELIVERED).faults()).singleElement().asString().contains("opened for ana");
    }

    @Test
    void doesNotCountAStrangerAsRefusedWhomNobodySaw() {
        List<Decision> decisions = good();
        decisions.remove(1);

        Verdict verdict = judge(decisions, 3, DELIVERED);

        assertThat(verdict.refused()).isZero();
        assertThat(verdict.faults()).singleElement().asString().contains("did not notice");
    }

    @Test
    void givesADecisionThatComesLateToTheLastWhoCame() {
        assertThat(judge(with(1, refused(103, Reason.UNKNOWN, OptionalDouble.empty())), 3, DELIVERED).good()).isTrue();
        assertThat(Judge.walkUpAt(TRUTH, 104.9)).isEqualTo(1);
        assertThat(Judge.walkUpAt(TRUTH, 108.1)).isEqualTo(2);
    }

    @Test
    void noticesADecisionAboutNobody() {
        List<Decision> decisions = good();
        decisions.add(refused(4, Reason.QUALITY, OptionalDouble.empty()));

        assertThat(judge(decisions, 3, DELIVERED).faults()).singleElement().asString().contains("nobody had walked up");
    }

    @Test
    void noticesAnAttackThatLooksAlive() {
        assertThat(judge(with(3, granted("ana", 170, 0.7)), 3, DELIVERED).faults())
                .singleElement()
                .asString()
                .contains("screen showing ana", "not marked");
    }

    @Test
    void noticesAnAttackWhoseLivenessWasNeverAsked() {
        Verdict verdict = judge(with(3, refused(170, Reason.UNKNOWN, OptionalDouble.empty())), 2, DELIVERED);

        assertThat(verdict.marked()).isFalse();
        assertThat(verdict.aliveByMistake()).isNaN();
    }

    @Test
    void acceptsThatAnAttackIsRefused() {
        assertThat(judge(with(3, refused(170, Reason.LIVENESS, OptionalDouble.of(0.02))), 2, DELIVERED).good()).isTrue();
    }

    @Test
    void tellsHowManyPeopleWereMarkedWithoutReason() {
        assertThat(judge(with(2, granted("bo", 120, 0.3)), 3, DELIVERED).doubted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4})
    void noticesARelayThatDidNotDoAsReported(long pulses) {
        assertThat(judge(good(), pulses, DELIVERED).faults()).singleElement().asString().contains("relay", "3 grants");
    }

    @Test
    void noticesEveryWayInWhichDeliveryFails() {
        assertThat(judge(good(), 3, Delivery.compare(List.of("a", "b"), List.of("a"))).faults())
                .singleElement().asString().contains("never reached", "b");
        assertThat(judge(good(), 3, Delivery.compare(List.of("a"), List.of("a", "a"))).faults())
                .singleElement().asString().contains("more than once");
        assertThat(judge(good(), 3, Delivery.compare(List.of("a"), List.of("a", "x"))).faults())
                .singleElement().asString().contains("not in the journal", "x");
        assertThat(judge(good(), 3, Delivery.compare(List.of(), List.of())).faults())
                .singleElement().asString().contains("empty");
    }

    private static List<Decision> good() {
        return new ArrayList<>(List.of(
                granted("ana", 30, 0.9),
                refused(96, Reason.UNKNOWN, OptionalDouble.empty()),
                granted("bo", 120, 0.8),
                granted("ana", 170, 0.02)));
    }

    private static List<Decision> with(int index, Decision instead) {
        List<Decision> decisions = good();
        decisions.set(index, instead);
        return decisions;
    }

    private static Verdict judge(List<Decision> decisions, long pulses, Delivery delivery) {
        return Judge.judge(TRUTH, ALIVE_FROM, decisions, pulses, delivery);
    }

    private static Decision granted(String person, double frame, double alive) {
        return new Decision(true, Optional.of(person), Reason.MATCH, OptionalDouble.of(alive), 50_000_000, frame);
    }

    private static Decision refused(double frame, Reason reason, OptionalDouble alive) {
        return new Decision(false, Optional.empty(), reason, alive, 50_000_000, frame);
    }
}
