package io.lintel.simulate.life;

import io.lintel.core.command.Claims;
import io.lintel.core.command.Command;
import io.lintel.core.command.CommandCodec;
import io.lintel.simulate.broker.SimBroker;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorPlan;
import io.lintel.simulate.site.Happening;
import io.lintel.simulate.site.Mandates;
import io.lintel.simulate.site.Mandates.Mandate;
import io.lintel.simulate.site.Signers;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import io.lintel.simulate.site.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Those who command the door through the broker, and those who would like to. Of one thread. */
public final class RemoteOperators {
    private static final String TOPIC = "/command";
    private static final Pattern SESSION = Pattern.compile("\"session\":\"([^\"]+)\"");
    private static final String HERE = Claims.audience("sim", "front");
    private static final long VALID_NANOS = Mandates.VALID.toNanos();

    private final VirtualClock clock;
    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final Site site;
    private final SimBroker broker;
    private final Signers signers;
    private final Routine routine;
    private final CommandCodec codec = new CommandCodec();
    private final List<Letter> sent = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private long holds = 1_000;

    /** A command that was sent in earnest. */
    private record Letter(Command command, String text) {}

    /** At rest. */
    public RemoteOperators(
            VirtualClock clock, Agenda agenda, Story story, Dice dice, Site site, SimBroker broker, Signers signers) {
        this.clock = clock;
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.site = site;
        this.broker = broker;
        this.signers = signers;
        this.routine = new Routine(agenda, dice);
    }

    /** They come to work, if the door knows any. */
    public void begin() {
        if (site.plan().rules().commands()) {
            routine.often(Duration.ofSeconds(dice.between(15, 60)), this::write);
        }
    }

    /** They and their enemies go home. */
    public void end() {
        routine.end();
    }

    private void write() {
        Optional<String> session = broker.retained("/status").map(SESSION::matcher).filter(Matcher::find).map(found -> found.group(1));
        if (session.isEmpty()) {
            return;
        }
        sessions.add(session.get());
        Command command = wish();
        switch (dice.between(0, 11)) {
            case 0, 1, 2, 3, 4 -> send(command, session.get());
            case 5 -> forge(command, session.get());
            case 6, 7 -> replay();
            case 8 -> late(signed(command, session.get(), HERE));
            case 9 -> deliver(Happening.COMMAND_RETAINED, signed(command, session.get(), HERE), true);
            case 10 -> deliver(Happening.COMMAND_FOR_ANOTHER_DOOR, signed(command, session.get(), Claims.audience("sim", "back")), false);
            default -> sessions.stream().filter(old -> !old.equals(session.get())).sorted().findFirst()
                    .or(() -> Optional.of(new UUID(dice.random().nextLong(), 1).toString()))
                    .ifPresent(old -> deliver(Happening.COMMAND_OF_ANOTHER_SESSION, signed(command, old, HERE), false));
        }
    }

    private Command wish() {
        return switch (dice.between(0, 6)) {
            // Never twice for the same time, so that each can be told by it.
            case 0, 1, 2 -> new Command.Unlock(Duration.ofMillis(holds += dice.between(1, 40)));
            case 3, 4 -> new Command.Lock();
            case 5 -> new Command.Lockdown(true);
            default -> new Command.Lockdown(false);
        };
    }

    private void send(Command command, String session) {
        byte[] bytes = signed(command, session, HERE);
        boolean allowed = !(command instanceof Command.Unlock) || site.plan().rules().unlockFromAfar();
        if (deliver(allowed ? Happening.COMMAND_SENT : Happening.COMMAND_NOT_ALLOWED, bytes, false) && allowed) {
            sent.add(new Letter(command, text(bytes)));
            expect(command);
            site.mandates().give(new Mandate(kind(command), hold(command), clock.nanos()));
        }
    }

    /** What the command may do to the door. */
    private void expect(Command command) {
        switch (command) {
            case Command.Unlock(Duration hold) when !site.lockdownFor(0) ->
                site.causes().lasts(Causes.Kind.OPERATOR, hold.toNanos() + Mandates.WAY_NANOS);
            case Command.Lockdown(boolean active) when !active -> site.mayLift();
            default -> { /* It only locks; nobody relies on that before it is written down. */ }
        }
    }

    /** The name of another, or one's own: either way the door has not that key. */
    private void forge(Command command, String session) {
        Claims claims = claims(command, session, HERE);
        byte[] bytes = switch (dice.between(0, 2)) {
            case 0 -> codec.sign(claims, signers.operator(), signers.forgerSecret());
            case 1 -> codec.sign(claims, signers.forger(), signers.forgerSecret());
            default -> {
                // Another's signature under other words.
                String mine = text(codec.sign(claims, signers.operator(), signers.forgerSecret()));
                String theirs = sent.isEmpty() ? text(signed(new Command.Lock(), session, HERE)) : sent.getLast().text();
                yield bytes(mine.substring(0, mine.lastIndexOf('.')) + theirs.substring(theirs.lastIndexOf('.')));
            }
        };
        deliver(Happening.COMMAND_FORGED, bytes, false);
    }

    /** What a compact JWT claims: between its two dots. */
    private static String middle(String token) {
        return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The last one again, perhaps the first time that it arrives; or any earlier one. */
    private void replay() {
        if (!sent.isEmpty()) {
            Letter letter = dice.chance(0.6) ? sent.getLast() : dice.pick(sent);
            agenda.in(dice.millis(0, 3_000), () -> {
                if (deliver(Happening.COMMAND_REPLAYED, bytes(letter.text()), false)) {
                    expect(letter.command);
                }
            });
        }
    }

    private void late(byte[] bytes) {
        Instant expires = clock.wall().plus(Mandates.VALID);
        agenda.in(VALID_NANOS + dice.millis(2_000, 60_000), () -> {
            // By the door's own clock, which may have been set back.
            if (clock.wall().isAfter(expires)) {
                deliver(Happening.COMMAND_EXPIRED, bytes, false);
            }
        });
    }

    private boolean deliver(Happening how, byte[] bytes, boolean retained) {
        boolean there = broker.toDoor(TOPIC, bytes, retained);
        if (there) {
            story.saw(how);
            story.tell(() -> how.words() + ": " + new String(Base64.getUrlDecoder().decode(middle(text(bytes))),
                    StandardCharsets.UTF_8));
            agenda.stir();
        }
        return there;
    }

    private byte[] signed(Command command, String session, String audience) {
        return codec.sign(claims(command, session, audience), signers.operator(), signers.operatorSecret());
    }

    private Claims claims(Command command, String session, String audience) {
        Instant now = clock.wall();
        return new Claims(
                audience, session, new UUID(dice.random().nextLong(), 0).toString(), now, now.plus(Mandates.VALID), command);
    }

    private static String kind(Command command) {
        return command instanceof Command.Lockdown(boolean active) ? "lockdown " + active : command.kind().wire();
    }

    private static long hold(Command command) {
        return command instanceof Command.Unlock(Duration hold) ? hold.toMillis() : 0;
    }
}
