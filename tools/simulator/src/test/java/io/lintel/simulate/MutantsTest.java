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
    private static final String SCHEDULE = "daemon/core/src/main/java/io/lintel/core/schedule/";
    private static final String COMMAND = "daemon/core/src/main/java/io/lintel/core/command/";
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
                Mutant.of("a frozen picture counts as many", VISION + "Recogniser.java",
                                "PICTURES_MIN = 2;", "PICTURES_MIN = 1;", 250, "NoReleaseWithoutCause", "ReleaseEnds", "GrantIsDeserved")
                        .and("approachOf(face).repeats(embedding, frameNanos)", "false"),
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
                        300, "HubHasAll"),
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
                        "inside ? Optional.empty() : Optional.of(Refusal.of(Reason.SCHEDULE))", "Optional.empty()",
                        60, "GrantKeepsRules"),
                Mutant.of("a holiday is a day as any other", SCHEDULE + "Schedule.java",
                        "boolean holiday = holidays.contains(date);", "boolean holiday = false;",
                        100, "GrantKeepsRules", "WindowsHold", "NoReleaseWithoutCause", "ReleaseEnds"),
                Mutant.of("a validity never ends", ACCESS + "AccessRules.java",
                        "person.validTo().filter(today::isAfter)", "person.validTo().filter(today::isBefore).filter(today::isAfter)",
                        60, "GrantKeepsRules"),
                Mutant.of("the site's days are those of UTC", ACCESS + "AccessRules.java",
                        "LocalDate.ofInstant(at, zone)", "LocalDate.ofInstant(at, ZoneOffset.UTC)",
                        300, "GrantKeepsRules"),
                Mutant.of("a lockdown leaves the door open by its schedule", DOOR + "Portal.java",
                        "alwaysOpen.open() && !lockdown;", "alwaysOpen.open();", 60, "LockdownHolds", "WindowsHold")
                        .and("        lock.cancel();\n        alwaysOpen.end(by);", "        lock.cancel();"),
                Mutant.of("a window waits for nobody", DOOR + "AlwaysOpen.java",
                        "rule.get().firstPerson() && !lies(begunUntil)", "rule.get().firstPerson() && !lies(until)",
                        60, "WindowsHold", "NoReleaseWithoutCause"),
                Mutant.of("a window that an operator ended begins again", DOOR + "AlwaysOpen.java",
                        "        endWanted = true;\n        undated", "        undated",
                        60, "WindowsHold"),
                Mutant.of("a window holds by a clock that is not believed", DOOR + "AlwaysOpen.java",
                        "        clockTrusted = trusted;", "        clockTrusted = true;",
                        200, "WindowsHold", "NoReleaseWithoutCause", "ReleaseEnds"),
                Mutant.of("hard anti-passback lets pass", DOOR + "Admission.java",
                        "settings.passback().mode() == Mode.HARD && twice(person, at)", "false",
                        40, "PassbackHolds"),
                Mutant.of("soft anti-passback says nothing", DOOR + "Entrance.java",
                        "            detail.put(\"antipassback\", \"violated\");\n", "",
                        60, "PassbackHolds"),
                Mutant.of("passages are forgotten at a restart", DOOR + "Recollection.java",
                        "!allForgiven && settled.add(person)", "!allForgiven && !settled.add(person)",
                        100, "PassbackHolds"),
                Mutant.of("a face is granted whatever the other door does", ACCESS + "AccessRules.java",
                        "door.partnerOpen() ? Optional.of(Refusal.of(Reason.INTERLOCK)) : Optional.empty()", "Optional.empty()",
                        60, "InterlockHolds"),
                Mutant.of("a grant is not withdrawn for the other door", DOOR + "Portal.java",
                        "        if (!lock.grant.running() || leaf.open()) {", "        if (!lock.grant.running() || !leaf.open()) {",
                        150, "InterlockHolds"),
                Mutant.of("the other door is told that this one is secure", DAEMON + "DoorAgent.java",
                        "tellSecure(false, decided);", "tellSecure(true, decided);", 40, "InterlockHolds")
                        .and("tellSecure(controller.secure(), driven);", "tellSecure(true, driven);")
                        .and("tellSecure(controller.secure(), nowNanos);", "tellSecure(true, nowNanos);"),
                Mutant.of("a face is enough", DOOR + "Entrance.java",
                        "!factor.needed() || portal.lock().alwaysOpen()", "factor.needed() || portal.lock().alwaysOpen()",
                        40, "FactorIsGiven"),
                Mutant.of("a second factor is good for ever", DOOR + "SecondFactor.java",
                        "factor.running() && !factor.expired(nowNanos);\n        factor.stop();", "factor.running();",
                        60, "FactorIsGiven"),
                Mutant.of("nobody hears of duress", DOOR + "Entrance.java",
                        "        turn.report(DoorEvents.about(EventType.DOOR_DURESS, who, Map.of(\"source\", \"input\"), turn.at()));\n", "",
                        40, "DuressIsTold"),
                Mutant.of("the code for duress does not open", DOOR + "Entrance.java",
                        "Optional<PersonId> who = awaited().or(portal.passing()::last);\n        if (factor.accepts(Kind.INPUT)) {",
                        "Optional<PersonId> who = awaited().or(portal.passing()::last);\n        if (factor.accepts(Kind.NONE)) {",
                        150, "DuressIsTold"),
                Mutant.of("who is erased is let in until the next start", DAEMON + "PeopleRegister.java",
                        "boolean removed = each.remove(id);\n            reload(each);", "boolean removed = each.remove(id);",
                        40, "GrantKeepsRules"),
                Mutant.of("who is enrolled is not known until the next start", DAEMON + "PeopleRegister.java",
                        "each.replace(id, name, templates, wall.instant());\n            reload(each);",
                        "each.replace(id, name, templates, wall.instant());",
                        60, "MendedDoorOpens"),
                Mutant.of("anybody's signature counts", COMMAND + "CommandVerifier.java",
                        "!jws.get().signedBy(key.key())", "jws.get().signedBy(key.key()) && false",
                        60, "CommandsAreSigned", "NoReleaseWithoutCause"),
                Mutant.of("a command is obeyed as often as it comes", COMMAND + "CommandVerifier.java",
                        "        memory.remember(name, digest, claims.expires());\n", "",
                        60, "CommandsAreSigned"),
                Mutant.of("a command never expires", COMMAND + "CommandVerifier.java",
                        "!now.isBefore(claims.expires()) || memory.mayHaveForgotten(claims.expires())", "memory.isFull()",
                        150, "CommandsAreSigned", "NoReleaseWithoutCause"),
                Mutant.of("a retained command is obeyed", COMMAND + "CommandVerifier.java",
                        "if (message.retained()) {", "if (message.retained() && keys.isEmpty()) {",
                        100, "CommandsAreSigned", "NoReleaseWithoutCause"),
                Mutant.of("a command of an earlier session is obeyed", COMMAND + "CommandVerifier.java",
                        "!claims.session().equals(session)", "claims.session().isEmpty()",
                        100, "CommandsAreSigned", "NoReleaseWithoutCause"),
                Mutant.of("faces are granted before it is known what was before", ACCESS + "AccessRules.java",
                        "if (!door.recalled()) {", "if (!door.recalled() && !door.recording()) {",
                        100, "MemoryComesFirst"),
                Mutant.of("a door that cannot read what was before takes it for nothing", DAEMON + "RecallAgent.java",
                        "if (left.isEmpty() && reader.lastSeq() == 0) {", "if (false) {",
                        100, "MemoryComesFirst", "LockdownHolds", "PassbackHolds"),
                Mutant.of("what is old is deleted before it is delivered", DAEMON + "store/Journal.java",
                        "settings.delivered() ? Math.min(acked, lastSeq - 1) : lastSeq - 1", "lastSeq - 1",
                        400, "NothingIsLost", "HubHasAll"),
                Mutant.of("what is old is deleted wherever it lies", DAEMON + "store/Journal.java",
                        "(SELECT min(seq) FROM event WHERE time_ms >= ?)", "(SELECT max(seq) FROM event WHERE time_ms >= ?)",
                        400, "NothingIsLost", "NumbersHold"),
                Mutant.of("what the door cannot take at once it never hears", DAEMON + "InputAgent.java",
                        "            unsent = Optional.of(message);\n", "",
                        150, "ExitButtonOpens", "FireReleases"));
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
