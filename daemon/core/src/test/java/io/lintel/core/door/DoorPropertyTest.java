package io.lintel.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random days at the door against an independent account of why it may be released: a list of causes with their ends, kept from the
 * inputs and the reported grants alone.
 */
final class DoorPropertyTest {
    private static final int SEEDS = 250;
    private static final int STEPS = 250;

    /** What the account of one day knows. Times are nanoseconds since its beginning. */
    private static final class Day {
        final DoorSettings settings;
        final DoorController door;
        final DoorBench bench;
        long now;
        boolean fire;
        boolean rexKnown;
        boolean rex;
        boolean contactKnown;
        boolean open;
        boolean lockdown;
        boolean relay;
        OptionalLong passage = OptionalLong.empty();
        OptionalLong operator = OptionalLong.empty();

        Day(DoorSettings settings) {
            this.settings = settings;
            this.bench = new DoorBench(settings);
            this.door = bench.door;
        }

        boolean live() {
            return fire || runs(passage) || runs(operator);
        }

        private boolean runs(OptionalLong end) {
            return end.isPresent() && now < end.getAsLong();
        }

        private OptionalLong later(OptionalLong end, Duration more) {
            return OptionalLong.of(Math.max(end.orElse(0), now + more.toNanos()));
        }

        void account(DoorInput input, List<DoorEvent> events) {
            switch (input) {
                case DoorInput.Fire sample -> fire = sample.active();
                case DoorInput.Rex sample -> {
                    if (rexKnown && !rex && sample.active()) {
                        passage = later(passage, settings.unlockTime());
                    }
                    rexKnown = true;
                    rex = sample.active();
                }
                case DoorInput.Contact sample -> {
                    boolean opens = contactKnown && !open && sample.open() && settings.contactFitted();
                    if (opens && settings.relockOnOpen() && live()) {
                        passage = OptionalLong.empty();
                    }
                    contactKnown = true;
                    open = sample.open();
                }
                case DoorInput.Unlock unlock -> {
                    Duration most = settings.maxOperatorUnlock();
                    if (!lockdown) {
                        operator = later(operator, unlock.hold().compareTo(most) < 0 ? unlock.hold() : most);
                    }
                }
                case DoorInput.Lock _ -> cancel();
                case DoorInput.Lockdown wanted -> {
                    if (wanted.active() && !lockdown) {
                        cancel();
                    }
                    lockdown = wanted.active();
                }
                case DoorInput.Seen _ -> {
                    boolean granted = events.stream().anyMatch(e -> e.type() == EventType.ACCESS_GRANTED);
                    if (granted && !lockdown) {
                        passage = later(passage, settings.unlockTime());
                    }
                }
                case DoorInput.Recording _, DoorInput.Tamper _, DoorInput.Tick _ -> {}
            }
        }

        private void cancel() {
            passage = OptionalLong.empty();
            operator = OptionalLong.empty();
        }
    }

    @Test
    void noDayBreaksAPromise() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Day day = new Day(settings(random));
            for (int step = 0; step < STEPS; step++) {
                step(day, random, "seed " + seed + " step " + step);
            }
            endOfDay(day, "seed " + seed);
        }
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

    private static DoorInput input(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> DoorBench.match("p" + random.nextInt(3));
            case 3 -> DoorBench.negative(Reason.UNKNOWN);
            case 4, 5 -> new DoorInput.Rex(random.nextBoolean());
            case 6, 7, 8 -> new DoorInput.Contact(random.nextBoolean());
            case 9 -> new DoorInput.Tamper(random.nextBoolean());
            case 10 -> new DoorInput.Fire(random.nextInt(4) == 0);
            case 11 -> new DoorInput.Unlock("ops", Duration.ofMillis(1 + random.nextInt(90_000)));
            case 12 -> new DoorInput.Lock("ops");
            case 13 -> new DoorInput.Lockdown("ops", random.nextInt(3) == 0);
            case 14 -> new DoorInput.Recording(random.nextInt(4) > 0);
            default -> new DoorInput.Tick();
        };
    }

    private static void step(Day day, Random random, String at) {
        long pass = random.nextInt(4) == 0 ? random.nextInt(12_000) : random.nextInt(400);
        DoorInput input = input(random);
        boolean rexBefore = day.rexKnown && !day.rex;
        boolean relayBefore = day.relay;
        day.now += pass * 1_000_000;
        List<DoorAction> actions = day.bench.after(Duration.ofMillis(pass), input);
        List<DoorEvent> events = DoorBench.events(actions);
        day.account(input, events);

        for (DoorAction action : actions) {
            if (action instanceof DoorAction.Release release) {
                assertThat(release.released()).as("%s: the relay is told changes only", at).isNotEqualTo(day.relay);
                day.relay = release.released();
            }
        }
        assertThat(day.door.released()).as(at).isEqualTo(day.relay);
        assertThat(day.relay).as("%s: released exactly while a cause lives; %s", at, input).isEqualTo(day.live());
        if (day.fire) {
            assertThat(day.door.state()).as(at).isEqualTo(DoorState.FIRE_RELEASE);
            assertThat(day.relay).as("%s: fire wins", at).isTrue();
        } else if (day.lockdown) {
            assertThat(day.door.state()).as(at).isEqualTo(DoorState.LOCKDOWN);
        }
        if (input instanceof DoorInput.Rex rex && rex.active() && rexBefore) {
            assertThat(day.relay).as("%s: every press releases", at).isTrue();
            assertThat(events).as(at).extracting(DoorEvent::type).contains(EventType.DOOR_REX);
        }
        if (input instanceof DoorInput.Lock) {
            assertThat(day.relay).as("%s: locked unless it burns", at).isEqualTo(day.fire);
        }
        checkDecisions(input, events, relayBefore, at);
        if (day.lockdown && !day.fire) {
            assertThat(events).as("%s: lockdown grants nobody", at).extracting(DoorEvent::type)
                    .doesNotContain(EventType.ACCESS_GRANTED, EventType.DOOR_UNLOCKED);
        }
        OptionalLong deadline = day.door.deadlineNanos();
        if (day.relay && !day.fire) {
            assertThat(deadline).as("%s: released, so it must know until when", at).isPresent();
        }
    }

    private static void checkDecisions(DoorInput input, List<DoorEvent> events, boolean relayBefore, String at) {
        long grants = events.stream().filter(e -> e.type() == EventType.ACCESS_GRANTED).count();
        long denials = events.stream().filter(e -> e.type() == EventType.ACCESS_DENIED).count();
        if (input instanceof DoorInput.Seen seen && seen.sighting().positive()) {
            assertThat(grants + denials).as("%s: decided once, or suppressed while released", at).isBetween(relayBefore ? 0L : 1L, 1L);
        } else if (input instanceof DoorInput.Seen) {
            assertThat(denials).as(at).isEqualTo(1);
            assertThat(grants).as(at).isZero();
        } else {
            assertThat(grants).as("%s: no grant without a face", at).isZero();
        }
    }

    /** Whatever happened, when the fire is out and time goes by from deadline to deadline, the door ends locked. */
    private static void endOfDay(Day day, String at) {
        day.bench.on(new DoorInput.Fire(false));
        for (int i = 0; i < 20 && day.door.deadlineNanos().isPresent(); i++) {
            long wait = day.door.deadlineNanos().getAsLong() - day.bench.now().nanos();
            assertThat(wait).as("%s: a deadline lies ahead", at).isPositive();
            assertThat(wait).as("%s: and not beyond the longest release", at).isLessThanOrEqualTo(Duration.ofDays(1).toNanos());
            day.bench.tickAfter(Duration.ofNanos(wait));
        }
        assertThat(day.door.deadlineNanos()).as("%s: time runs out", at).isEmpty();
        assertThat(day.door.released()).as(at).isFalse();
    }
}
