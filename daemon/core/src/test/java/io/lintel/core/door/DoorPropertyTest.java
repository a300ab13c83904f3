package io.lintel.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.Directory;
import io.lintel.core.access.GroupRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random days at the door against an independent {@link DoorAccount} of why it may be released, and who may have been granted. */
final class DoorPropertyTest {
    private static final int SEEDS = 600;
    private static final int STEPS = 400;
    private static final Map<PersonId, PersonFacts> PEOPLE = Map.of(
            id("p0"), PersonFacts.plain(id("p0")),
            id("p1"), new PersonFacts(id("p1"), Set.of("shift"), Optional.empty(), Optional.empty(), false),
            id("p2"), new PersonFacts(id("p2"), Set.of(), Optional.empty(), Optional.empty(), true),
            id("p3"), new PersonFacts(id("p3"), Set.of("nobody"), Optional.empty(), Optional.empty(), false));

    private record Day(DoorAccount account, DoorBench bench) {}

    /** How often what the day is there to test really happened. */
    private static final class Tally {
        int grants;
        int byTwoFactors;
        int standingOpen;
        int passages;
    }

    @Test
    void noDayBreaksAPromise() {
        Tally tally = new Tally();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            DoorSettings settings = settings(random);
            AccessSettings access = access(random);
            Day day = new Day(new DoorAccount(settings, access), new DoorBench(settings, access));
            day.account.people.putAll(PEOPLE);
            day.bench.on(new DoorInput.People(Directory.of(PEOPLE.values())));
            for (int step = 0; step < STEPS; step++) {
                step(day, random, tally, "seed " + seed + " step " + step);
            }
            endOfDay(day, "seed " + seed);
        }
        assertThat(tally.grants).isGreaterThan(SEEDS);
        assertThat(tally.byTwoFactors).isGreaterThan(SEEDS / 10);
        assertThat(tally.standingOpen).isGreaterThan(SEEDS);
        assertThat(tally.passages).isGreaterThan(SEEDS / 10);
    }

    private static DoorSettings settings(Random random) {
        return new DoorSettings(
                Duration.ofMillis(500 + random.nextInt(9_000)),
                random.nextBoolean(),
                random.nextInt(5) > 0,
                Duration.ofMillis(random.nextInt(3) * 5_000L),
                Duration.ofMillis(10_000 + random.nextInt(10_000)),
                Duration.ofSeconds(1 + random.nextInt(60)),
                Duration.ofMillis(random.nextInt(6_000)),
                DoorBench.IN,
                random.nextInt(4),
                Duration.ofSeconds(1 + random.nextInt(60)));
    }

    private static AccessSettings access(Random random) {
        Schedule shift = schedule("shift", DoorAccount.SHIFT);
        AccessRules rules = new AccessRules(
                ZoneOffset.UTC,
                Map.of(AccessRules.DEFAULT_GROUP, GroupRule.ANY_TIME, "shift", new GroupRule(Optional.of(shift), true, false)),
                false);
        boolean interlock = random.nextInt(3) == 0;
        Optional<AlwaysOpenRule> openHours = interlock || random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new AlwaysOpenRule(schedule("open", DoorAccount.OPEN_HOURS), random.nextBoolean()));
        PassbackRule passback = new PassbackRule(
                pick(random, PassbackRule.Mode.values()), Duration.ofSeconds(5 + random.nextInt(200)), Optional.empty(), ZoneOffset.UTC);
        SecondFactorRule factor = new SecondFactorRule(
                pick(random, SecondFactorRule.Kind.values()), Duration.ofSeconds(1 + random.nextInt(20)));
        return new AccessSettings(rules, openHours, passback, factor, interlock, DirectionRule.NONE, Duration.ofSeconds(random.nextInt(8)));
    }

    private static Schedule schedule(String name, int[]... minutes) {
        List<Window> windows = Arrays.stream(minutes)
                .map(span -> Window.parse("daily 00:%02d-00:%02d".formatted(span[0], span[1])))
                .toList();
        return new Schedule(name, ZoneOffset.UTC, windows, Holidays.NONE);
    }

    private static DoorInput input(Day day, Random random) {
        Instant wall = day.bench.now().wall();
        return switch (random.nextInt(30)) {
            case 0, 1, 2, 3, 4 -> DoorBench.match("p" + random.nextInt(5));
            case 5 -> DoorBench.negative(Reason.UNKNOWN);
            case 6, 7 -> new DoorInput.Rex(random.nextBoolean());
            case 8, 9, 10 -> new DoorInput.Contact(random.nextBoolean());
            case 11 -> new DoorInput.Tamper(random.nextBoolean());
            case 12 -> new DoorInput.Fire(random.nextInt(4) == 0);
            case 13 -> new DoorInput.Unlock("ops", Duration.ofMillis(1 + random.nextInt(90_000)));
            case 14 -> new DoorInput.Lock("ops");
            case 15 -> new DoorInput.Lockdown("ops", random.nextInt(3) == 0);
            case 16 -> new DoorInput.Recording(random.nextInt(4) > 0);
            case 17, 18 -> new DoorInput.Factor(random.nextBoolean());
            case 19 -> new DoorInput.Confirm("ops", random.nextBoolean());
            case 20 -> new DoorInput.Duress(random.nextBoolean());
            case 21 -> new DoorInput.Interlock(random.nextInt(3) == 0);
            case 22, 23 -> new DoorInput.Clock(random.nextInt(4) > 0);
            case 24 -> new DoorInput.Recalled(
                    random.nextInt(8) == 0,
                    random.nextBoolean() ? Optional.empty() : Optional.of(lastLock(wall, random)));
            case 25 -> new DoorInput.Resume("ops");
            case 26 -> new DoorInput.Whereabouts(id("p" + random.nextInt(3)), Way.OUT, wall.minusSeconds(random.nextInt(3)));
            case 27 -> new DoorInput.Forgive("ops", random.nextBoolean() ? Optional.empty() : Optional.of(id("p0")));
            case 28 -> new DoorInput.Going(random.nextBoolean() ? Way.IN : Way.OUT, random.nextBoolean());
            default -> new DoorInput.Tick();
        };
    }

    private static DoorInput.LastLock lastLock(Instant now, Random random) {
        Optional<Instant> at = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(now.minusSeconds(random.nextInt(120)));
        return new DoorInput.LastLock("ops", at);
    }

    private static void step(Day day, Random random, Tally tally, String at) {
        DoorAccount account = day.account;
        DoorController door = day.bench.door;
        long pass = random.nextInt(4) == 0 ? random.nextInt(12_000) : random.nextInt(400);
        DoorInput input = input(day, random);
        boolean rexUp = account.rexIsUp();
        boolean relayBefore = door.released();
        account.now += pass * 1_000_000;
        account.timePassed();
        List<DoorAction> actions = day.bench.after(Duration.ofMillis(pass), input);
        List<DoorEvent> events = DoorBench.events(actions);
        checkGrant(account, input, events, at);
        account.account(input, events);

        boolean relay = relayBefore;
        for (DoorAction action : actions) {
            if (action instanceof DoorAction.Release release) {
                assertThat(release.released()).as("%s: the relay is told changes only", at).isNotEqualTo(relay);
                relay = release.released();
            }
        }
        assertThat(door.released()).as(at).isEqualTo(relay);
        assertThat(relay).as("%s: released exactly while a cause lives; %s", at, input).isEqualTo(account.live());
        checkState(account, door, relay, at);
        if (input instanceof DoorInput.Rex rex && rex.active() && rexUp) {
            assertThat(relay).as("%s: every press releases", at).isTrue();
            assertThat(events).as(at).extracting(DoorEvent::type).contains(EventType.DOOR_REX);
        }
        if (input instanceof DoorInput.Lock) {
            assertThat(relay).as("%s: locked unless it burns", at).isEqualTo(account.fire);
        }
        checkDecisions(input, events, at);
        tally.grants += count(events, EventType.ACCESS_GRANTED);
        tally.byTwoFactors += events.stream().anyMatch(e -> e.detail().containsKey("second_factor")) ? 1 : 0;
        tally.standingOpen += account.standsOpen() ? 1 : 0;
        tally.passages += count(events, EventType.ACCESS_PASSED);
    }

    /** A grant is to somebody whom nothing speaks against, and with both factors where two are needed. */
    private static void checkGrant(DoorAccount account, DoorInput input, List<DoorEvent> events, String at) {
        if (input instanceof DoorInput.Seen seen && seen.sighting().positive()) {
            account.match();
        }
        boolean byLine = account.access.secondFactor().kind() == SecondFactorRule.Kind.INPUT;
        boolean line = input instanceof DoorInput.Factor || input instanceof DoorInput.Duress;
        if (byLine ? line : input instanceof DoorInput.Confirm) {
            account.factor();
        }
        for (DoorEvent event : events) {
            if (event.type() == EventType.ACCESS_GRANTED) {
                assertThat(account.objection(event.person().orElseThrow())).as("%s: granted in spite of", at).isEmpty();
                assertThat(account.standsOpen() || account.factorsTogether()).as("%s: both factors", at).isTrue();
            }
        }
    }

    private static void checkState(DoorAccount account, DoorController door, boolean relay, String at) {
        if (account.fire) {
            assertThat(door.state()).as(at).isEqualTo(DoorState.FIRE_RELEASE);
            assertThat(relay).as("%s: fire wins", at).isTrue();
        } else if (account.lockdown) {
            assertThat(door.state()).as(at).isEqualTo(DoorState.LOCKDOWN);
        }
        if (relay && !account.fire) {
            assertThat(door.deadlineNanos()).as("%s: released, so it must know until when", at).isPresent();
        }
        OptionalLong relock = door.relockNanos();
        assertThat(relock.isPresent()).as("%s: says when it locks again", at)
                .isEqualTo(relay && !account.fire && !account.standsOpen());
    }

    private static void checkDecisions(DoorInput input, List<DoorEvent> events, String at) {
        int grants = count(events, EventType.ACCESS_GRANTED);
        int faces = (int) events.stream().filter(e -> e.recognition().isPresent()).count();
        boolean mayGrant = input instanceof DoorInput.Seen
                || input instanceof DoorInput.Factor
                || input instanceof DoorInput.Duress
                || input instanceof DoorInput.Confirm;
        assertThat(grants).as("%s: at most one grant, and none without a face", at).isBetween(0, mayGrant ? 1 : 0);
        // A face that has waited too long, or was overtaken, is decided in the same turn.
        assertThat(faces).as("%s: decisions", at).isBetween(0, 2);
        if (input instanceof DoorInput.Seen seen && !seen.sighting().positive()) {
            assertThat(faces).as(at).isPositive();
            assertThat(grants).as(at).isZero();
        }
    }

    private static int count(List<DoorEvent> events, EventType type) {
        return (int) events.stream().filter(event -> event.type() == type).count();
    }

    /** Every recognised face is decided exactly once: granted, denied, or suppressed while its own grant holds. */
    @Test
    void everyFaceIsDecidedOnce() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            AccessSettings two = new AccessSettings(
                    AccessRules.NONE,
                    Optional.empty(),
                    PassbackRule.OFF,
                    new SecondFactorRule(SecondFactorRule.Kind.COMMAND, Duration.ofSeconds(5)),
                    false, DirectionRule.NONE,
                    Duration.ZERO);
            DoorBench bench = new DoorBench(DoorBench.settings(true, true), two).quiet();
            int faces = 0;
            int decided = 0;
            for (int step = 0; step < 100; step++) {
                String person = "p" + step;
                boolean face = random.nextInt(3) > 0;
                faces += face ? 1 : 0;
                DoorInput input = face ? DoorBench.match(person) : new DoorInput.Confirm("ops", false);
                decided += (int) DoorBench.events(bench.after(Duration.ofMillis(random.nextInt(4_000)), input)).stream()
                        .filter(event -> event.recognition().isPresent())
                        .count();
            }
            decided += DoorBench.events(bench.tickAfter(Duration.ofSeconds(6))).stream().anyMatch(e -> e.recognition().isPresent()) ? 1 : 0;
            assertThat(decided).as("seed %d", seed).isEqualTo(faces);
        }
    }

    /** What is done under duress looks as if it were not. */
    @Test
    void duressShowsNothing() {
        for (int seed = 0; seed < 200; seed++) {
            DoorSettings settings = settings(new Random(seed));
            AccessSettings access = access(new Random(seed));
            DoorBench calm = new DoorBench(settings, access).quiet();
            DoorBench forced = new DoorBench(settings, access).quiet();
            Random random = new Random(seed);
            for (int step = 0; step < 60; step++) {
                Duration pass = Duration.ofMillis(random.nextInt(3_000));
                boolean face = random.nextBoolean();
                List<DoorAction> one = calm.after(pass, face ? DoorBench.match("p0") : new DoorInput.Confirm("ops", false));
                List<DoorAction> other = forced.after(pass, face ? DoorBench.match("p0") : new DoorInput.Confirm("ops", true));
                assertThat(visible(other)).as("seed %d", seed).isEqualTo(visible(one));
            }
        }
    }

    private static List<DoorAction> visible(List<DoorAction> actions) {
        return actions.stream().filter(action -> !(action instanceof DoorAction.Report)).toList();
    }

    /** Whatever happened, when the fire is out and no schedule holds, time goes by from deadline to deadline and the door ends locked. */
    private static void endOfDay(Day day, String at) {
        day.bench.on(new DoorInput.Fire(false));
        day.bench.on(new DoorInput.Clock(false));
        DoorController door = day.bench.door;
        for (int i = 0; i < 200 && door.deadlineNanos().isPresent(); i++) {
            long wait = door.deadlineNanos().getAsLong() - day.bench.now().nanos();
            assertThat(wait).as("%s: a deadline lies ahead", at).isPositive();
            assertThat(wait).as("%s: and not beyond the longest release", at).isLessThanOrEqualTo(Duration.ofDays(1).toNanos());
            List<DoorAction> actions = day.bench.tickAfter(Duration.ofNanos(wait));
            assertThat(actions).as("%s: nobody comes, nobody is granted", at).doesNotContain(new DoorAction.Signal(Indication.GRANTED));
        }
        assertThat(door.deadlineNanos().isPresent()).as("%s: time runs out, but for looking at the wall clock", at)
                .isEqualTo(day.account.access.alwaysOpen().isPresent());
        assertThat(door.released()).as(at).isFalse();
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... from) {
        return from[random.nextInt(from.length)];
    }

    private static PersonId id(String id) {
        return new PersonId(id);
    }
}
