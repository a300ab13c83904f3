package io.lintel.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracles bite: each of these mistakes, planted in the production source, is found within a few worlds, by the oracle it offends. */
final class MutantsTest {
    private static final String DOOR = "daemon/core/src/main/java/io/lintel/core/door/";
    private static final String ACCESS = "daemon/core/src/main/java/io/lintel/core/access/";
    private static final String VISION = "daemon/core/src/main/java/io/lintel/core/vision/";
    private static final String DAEMON = "daemon/linteld/src/main/java/io/lintel/daemon/";

    static List<Mutant> mutants() {
        return List.of(
                Mutant.of("a grant's unlock never ends by time", DOOR + "Lock.java",
                        "        grant.expired(nowNanos);\n", "",
                        20, "ReleaseEnds"),
                Mutant.of("an operator may unlock for as long as they like", DOOR + "DoorController.java",
                        "unlock.hold().compareTo(most) < 0 ? unlock.hold() : most", "unlock.hold()",
                        40, "ReleaseEnds"),
                Mutant.of("opening does not lock again", DOOR + "Lock.java",
                        "    void passed() {\n        grant.stop();\n        exit.stop();", "    void passed() {",
                        40, "ReleaseEnds"),
                Mutant.of("the exit button is ignored in a lockdown", DOOR + "DoorController.java",
                        "if (exit.sample(active) == Input.Change.BEGAN) {",
                        "if (exit.sample(active) == Input.Change.BEGAN && !portal.lockdown()) {",
                        60, "ExitButtonOpens"),
                Mutant.of("fire loses to a lockdown", DOOR + "Portal.java",
                        "lock.fire(active);", "lock.fire(active && !lockdown);",
                        100, "FireReleases"),
                Mutant.of("a lock command ends the fire's release", DOOR + "Lock.java",
                        "    void cancel() {\n", "    void cancel() {\n        fire = false;\n",
                        150, "FireReleases"),
                Mutant.of("a lockdown lets faces in", DOOR + "Entrance.java",
                        "boolean lockdown = portal.lockdown() && !portal.lock().fire();", "boolean lockdown = false;",
                        60, "LockdownHolds", "GrantIsReleased"),
                Mutant.of("a grant is told twice", DOOR + "Entrance.java",
                        "        turn.show(Indication.GRANTED);", "        turn.report(DoorEvents.granted(sighting, heading.take(turn.at(), admission.clockTrusted()), detail, turn.at()));",
                        20, "GrantIsToldOnce"),
                Mutant.of("a grant is told and the lock not released", DOOR + "Portal.java",
                        "            lock.grant.extend(turn.nanos(), settings.unlockTime().toNanos() + extraNanos);\n", "",
                        20, "GrantIsReleased", "MendedDoorOpens"),
                Mutant.of("liveness is not enforced", VISION + "Recogniser.java",
                        "settings.liveness() != LivenessPolicy.ENFORCE || approach.alive()", "approach.livenessAsks() >= 0",
                        20, "NoReleaseWithoutCause", "GrantIsDeserved"),
                Mutant.of("a frozen picture counts as many", VISION + "Approach.java",
                        "(fresh() && pictures >= PICTURES_MIN)", "true",
                        250, "NoReleaseWithoutCause", "ReleaseEnds", "GrantIsDeserved"),
                Mutant.of("the relay's line is requested released", DAEMON + "Assembly.java",
                        "gpio.output(line, failSafe)", "gpio.output(line, !failSafe)",
                        5, "StartsAndStopsAtRest"),
                Mutant.of("a relay line that died is not noticed", DAEMON + "Relay.java",
                        "nowNanos - drivenNanos < REFRESH_NANOS || drive(released, nowNanos)", "true",
                        200, "FireReleases", "ReleaseIsTold"),
                Mutant.of("an input line that died is not opened again", DAEMON + "InputAgent.java",
                        "            close();\n            meaning.gone()",
                        "            meaning.gone()",
                        100, "ExitButtonOpens", "FireReleases", "MendedDoorOpens"),
                Mutant.of("the unlock timer follows the wall clock", DAEMON + "DoorAgent.java",
                        "new Moment(nanos.getAsLong(), wall.instant())", "new Moment(wall.instant().toEpochMilli() * 1_000_000L, wall.instant())",
                        20, "ReleaseEnds", "TimesHold", "ReleaseIsTold", "GrantIsDeserved"),
                Mutant.of("events are forgotten when the disk is full", DAEMON + "store/JournalAgent.java",
                        "            backOff.failed(nowNanos);", "            batch.clear();\n            backOff.failed(nowNanos);",
                        150, "ReleaseIsTold", "HubHasAll"),
                Mutant.of("a doubtful commit is repeated under new ids", DAEMON + "store/JournalAgent.java",
                        "            backOff.failed(nowNanos);",
                        "            batch.replaceAll(each -> journal.prepare(each.event()));\n            backOff.failed(nowNanos);",
                        200, "GrantIsToldOnce"),
                Mutant.of("a failed commit counts as done", DAEMON + "store/Journal.java",
                        "        } catch (StoreException e) {\n            giveUp();\n            throw e;\n        }\n        doubtful = false;",
                        "        } catch (StoreException e) {\n            giveUp();\n        }\n        doubtful = false;",
                        100, "ReleaseIsTold", "NumbersHold", "NothingIsLost", "HubHasAll", "AgentsDoNotThrow"),
                Mutant.of("a number is used again after a restart", DAEMON + "store/Journal.java",
                        "            long mark = open.number(\"SELECT acked FROM delivery\");",
                        """
                                    open.execute("DELETE FROM event WHERE seq = " + newest);
                                    newest = Math.max(0, newest - 1);
                                    long mark = open.number("SELECT acked FROM delivery");""",
                        40, "NumbersHold", "NothingIsLost", "HubHasAll", "AgentsDoNotThrow"),
                Mutant.of("the chain begins anew at every start", DAEMON + "store/Journal.java",
                        "chain = new HashChain(last.map(entry -> HashChain.hash(entry.body())).orElse(HashChain.GENESIS));",
                        "chain = new HashChain(HashChain.GENESIS);",
                        20, "NumbersHold"),
                Mutant.of("what was written while offline is not sent", DAEMON + "uplink/Outgoing.java",
                        "cursor = Math.max(cursor, acked);\n        if (applicationAck) {\n            resend();\n        }",
                        "cursor = newest;",
                        20, "HubHasAll", "StatusIsTrue"),
                Mutant.of("an answer counts for another message", DAEMON + "uplink/Outgoing.java",
                        "return Optional.ofNullable(inFlight.remove(token));",
                        "return inFlight.keySet().stream().max(Long::compare).map(inFlight::remove);",
                        1_000, "HubHasAll"),
                Mutant.of("what the broker forgot is not sent again", DAEMON + "uplink/Outgoing.java",
                        "        if (applicationAck) {\n            resend();\n        }\n", "", 300, "HubHasAll")
                        .and("        unconfirmed = 0;\n        cursor = acked;\n    }\n\n    /** Asks", "    }\n\n    /** Asks"),
                Mutant.of("a lockdown is forgotten at a restart", DOOR + "DoorController.java",
                        "portal.recall(memory.lockdown() && !lockdownSaid,", "portal.recall(false,",
                        200, "LockdownHolds"),
                Mutant.of("a broken door is taken for an opened one", DOOR + "Portal.java",
                        "        if (!withCause) {\n", "        if (!withCause && lockdown) {\n",
                        60, "ForcingIsTold"),
                Mutant.of("a will that comes late is believed", DAEMON + "uplink/Announcements.java",
                        "                .ifPresent(_ -> birthDue = true);", "                .ifPresent(_ -> birthDue |= false);",
                        300, "StatusIsTrue"),
                Mutant.of("a refused birth is not repeated", DAEMON + "uplink/UplinkAgent.java",
                        "                announcements.refused(nowNanos);\n", "",
                        150, "StatusIsTrue"),
                Mutant.of("people of a group with hours may pass at any time", ACCESS + "AccessRules.java",
                        "        return Optional.of(new Refusal(Reason.SCHEDULE, detail));", "        return detail.isEmpty() ? Optional.of(new Refusal(Reason.SCHEDULE, detail)) : Optional.empty();",
                        60, "GrantKeepsRules"),
                Mutant.of("a second factor is good for ever", DOOR + "SecondFactor.java",
                        "factor.running() && !factor.expired(nowNanos);\n        factor.stop();", "factor.running();",
                        60, "FactorIsGiven"),
                Mutant.of("nobody hears of duress", DOOR + "Entrance.java",
                        "        turn.report(DoorEvents.about(EventType.DOOR_DURESS, who, Map.of(\"source\", \"input\"), turn.at()));\n", "",
                        40, "DuressIsTold"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void theMistakeIsFound(Mutant mutant) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked")
        IntFunction<String> hunt = (IntFunction<String>)
                MutantLoader.of(mutant).loadClass(Hunt.class.getName()).getConstructor().newInstance();
        String found = hunt.apply(mutant.seeds());
        System.out.println(mutant + " → " + found);
        assertThat(found).as("found by one of %s within %d worlds", mutant.oracles(), mutant.seeds()).isNotEmpty();
        assertThat(mutant.oracles()).anySatisfy(oracle -> assertThat(found).contains(": " + oracle + ": "));
    }
}
