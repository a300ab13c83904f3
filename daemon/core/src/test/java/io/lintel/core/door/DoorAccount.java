package io.lintel.core.door;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.PassbackRule.Mode;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule.Kind;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * An independent account of one day at the door, kept from the inputs and the reported decisions alone: why it may be released. Times are
 * nanoseconds since the day's beginning, which is 1970-01-01T00:00Z on the wall.
 */
final class DoorAccount {
    /** The always-open windows of these days, minutes since the beginning: from, to. */
    static final int[][] OPEN_HOURS = {{1, 2}, {3, 5}, {7, 8}};
    /** When the people of the group "shift" may pass. */
    static final int[] SHIFT = {2, 6};

    private static final int PENDING = -2;
    private static final int NONE = -1;

    final DoorSettings settings;
    final AccessSettings access;
    final Map<PersonId, PersonFacts> people = new HashMap<>();
    long now;
    boolean fire;
    boolean lockdown;
    boolean open;
    private boolean rexKnown;
    private boolean rex;
    private boolean contactKnown;
    private boolean partnerKnown;
    private boolean partner;
    private boolean trusted;
    private boolean recalled;
    private boolean lockdownKnown;
    private int endedWindow = NONE;
    private int begunWindow = NONE;
    private OptionalLong grant = OptionalLong.empty();
    private OptionalLong exit = OptionalLong.empty();
    private OptionalLong operator = OptionalLong.empty();
    private OptionalLong lastFactor = OptionalLong.empty();
    private OptionalLong lastMatch = OptionalLong.empty();
    private final Map<PersonId, Long> wentIn = new HashMap<>();

    DoorAccount(DoorSettings settings, AccessSettings access) {
        this.settings = settings;
        this.access = access;
    }

    boolean live() {
        return fire || runs(grant) || runs(exit) || runs(operator) || standsOpen();
    }

    /** Whether an always-open window holds. */
    boolean standsOpen() {
        int window = window(now);
        return access.alwaysOpen().isPresent()
                && trusted
                && recalled
                && !lockdown
                && window >= 0
                && window != endedWindow
                && endedWindow != PENDING
                && (!access.alwaysOpen().get().firstPerson() || window == begunWindow);
    }

    boolean partnerOpen() {
        return access.interlock() && (!partnerKnown || partner);
    }

    /** What speaks against a grant to this person now, in words; empty for nothing that the account knows of. */
    Optional<String> objection(PersonId person) {
        PersonFacts facts = people.get(person);
        if (!recalled) {
            return Optional.of("nobody knows what was before");
        }
        if (lockdown && !fire) {
            return Optional.of("lockdown");
        }
        if (facts == null) {
            return Optional.of("not enrolled");
        }
        long minute = now / 60_000_000_000L;
        if (facts.groups().contains("shift") && (!trusted || minute < SHIFT[0] || minute >= SHIFT[1])) {
            return Optional.of("out of schedule");
        }
        if (facts.groups().contains("nobody")) {
            return Optional.of("no group with a rule");
        }
        Long since = wentIn.get(person);
        boolean counts = since != null && (!trusted || now - since < access.passback().forgiven().toNanos());
        if (access.passback().mode() == Mode.HARD && counts) {
            return Optional.of("inside already");
        }
        return partnerOpen() ? Optional.of("interlock") : Optional.empty();
    }

    /** Whether a face and a factor came within the window of each other, or none is needed. */
    boolean factorsTogether() {
        boolean needed = access.secondFactor().kind() != Kind.NONE;
        long window = access.secondFactor().window().toNanos();
        return !needed || (within(lastFactor, window) && within(lastMatch, window));
    }

    void match() {
        lastMatch = OptionalLong.of(now);
    }

    void factor() {
        lastFactor = OptionalLong.of(now);
    }

    /** Time went by: windows that are over are forgotten, as long as the clock is believed. */
    void timePassed() {
        if (trusted && endedWindow == PENDING) {
            endedWindow = window(now);
        }
        if (!trusted || window(now) != begunWindow) {
            begunWindow = NONE;
        }
    }

    void account(DoorInput input, List<DoorEvent> events) {
        switch (input) {
            case DoorInput.Fire sample -> fire = sample.active();
            case DoorInput.Rex sample -> rex(sample.active());
            case DoorInput.Contact sample -> contact(sample.open());
            case DoorInput.Interlock sample -> interlock(sample.active());
            case DoorInput.Unlock unlock -> {
                Duration most = settings.maxOperatorUnlock();
                if (!lockdown) {
                    operator = later(operator, unlock.hold().compareTo(most) < 0 ? unlock.hold() : most);
                }
            }
            case DoorInput.Lock _ -> cancel();
            case DoorInput.Lockdown wanted -> {
                if (wanted.active() != lockdown || !lockdownKnown) {
                    lockdown(wanted.active());
                }
            }
            case DoorInput.Recalled memory -> {
                if (memory.lockdown() && !lockdownKnown) {
                    lockdown(true);
                }
                lockdownKnown = true;
                Optional<Instant> at = memory.locked().flatMap(DoorInput.LastLock::at);
                if (!recalled && memory.locked().isPresent() && at.isEmpty() && endedWindow != PENDING) {
                    endWindow();
                } else if (!recalled && endedWindow == NONE) {
                    endedWindow = at.map(DoorAccount::window).orElse(NONE);
                }
                recalled = true;
            }
            case DoorInput.Resume _ -> {
                if (!lockdown && trusted && recalled) {
                    endedWindow = NONE;
                    begunWindow = window(now);
                }
            }
            case DoorInput.Clock clock -> trusted = clock.trusted();
            case DoorInput.Whereabouts heard -> {
                Long known = wentIn.get(heard.person());
                long at = Duration.between(Instant.EPOCH, heard.at()).toNanos();
                if (heard.way() == Way.OUT && (known == null || known < at)) {
                    wentIn.remove(heard.person());
                }
            }
            case DoorInput.Forgive forgive -> forgive.person().ifPresentOrElse(wentIn::remove, wentIn::clear);
            case DoorInput.Seen _,
                    DoorInput.Factor _,
                    DoorInput.Duress _,
                    DoorInput.Confirm _,
                    DoorInput.Going _,
                    DoorInput.People _,
                    DoorInput.Recording _,
                    DoorInput.Tamper _,
                    DoorInput.Tick _ -> {}
        }
        timePassed();
        events.forEach(this::grantedOrPassed);
    }

    private void grantedOrPassed(DoorEvent event) {
        PersonId person = event.person().orElse(new PersonId("nobody"));
        if (event.type() == EventType.ACCESS_GRANTED) {
            boolean slow = people.containsKey(person) && people.get(person).extendedTime();
            if (!lockdown) {
                grant = later(grant, settings.unlockTime().plus(slow ? access.extendedTime() : Duration.ZERO));
            }
            if (trusted) {
                begunWindow = window(now);
            }
        }
        if (event.type() == EventType.ACCESS_PASSED || event.detail().containsKey("passed")) {
            wentIn.put(person, now);
        }
    }

    private void rex(boolean active) {
        if (rexKnown && !rex && active) {
            exit = later(exit, settings.unlockTime());
        }
        rexKnown = true;
        rex = active;
    }

    boolean rexIsUp() {
        return rexKnown && !rex;
    }

    private void contact(boolean nowOpen) {
        if (settings.contactFitted() && contactKnown && !open && nowOpen && settings.relockOnOpen() && live()) {
            grant = OptionalLong.empty();
            exit = OptionalLong.empty();
        }
        contactKnown = true;
        open = nowOpen;
    }

    private void interlock(boolean active) {
        boolean closed = !settings.contactFitted() || !open;
        if (partnerKnown && !partner && active && closed) {
            grant = OptionalLong.empty();
        }
        partnerKnown = true;
        partner = active;
    }

    private void lockdown(boolean active) {
        lockdown = active;
        lockdownKnown = true;
        if (active) {
            cancel();
        } else {
            endWindow();
        }
    }

    private void cancel() {
        grant = OptionalLong.empty();
        exit = OptionalLong.empty();
        operator = OptionalLong.empty();
        endWindow();
    }

    private void endWindow() {
        endedWindow = trusted ? window(now) : PENDING;
    }

    private static int window(Instant at) {
        return window(Duration.between(Instant.EPOCH, at).toNanos());
    }

    private static int window(long nanos) {
        long minute = Math.floorDiv(nanos, 60_000_000_000L);
        OptionalInt found = IntStream.range(0, OPEN_HOURS.length)
                .filter(i -> minute >= OPEN_HOURS[i][0] && minute < OPEN_HOURS[i][1])
                .findFirst();
        return found.orElse(NONE);
    }

    private boolean runs(OptionalLong end) {
        return end.isPresent() && now < end.getAsLong();
    }

    private boolean within(OptionalLong when, long window) {
        return when.isPresent() && now - when.getAsLong() < window;
    }

    private OptionalLong later(OptionalLong end, Duration more) {
        return OptionalLong.of(Math.max(end.orElse(0), now + more.toNanos()));
    }
}
