package io.lintel.daemon;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.ExplainReport;
import io.lintel.core.control.HealthReport;
import io.lintel.core.control.PeopleReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.control.RotationReport;
import io.lintel.core.control.StatusReport;
import io.lintel.core.control.VerificationReport;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.Connector;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StateDirectory;
import io.lintel.daemon.store.StoreException;
import io.lintel.hal.Board;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations that need no running daemon, on its state directory, which is held for as long as this is open: people and
 * events. Changes are journalled as the daemon would. Everything that needs a camera, a relay or a running agent is refused.
 * Threading: one thread.
 */
public final class StateControl implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(StateControl.class);

    private final StateDirectory state;
    private final PeopleRegister register;
    private final Enrolment enrolment;
    private final SharedAccelerator accelerator;
    private final JournalAgent journal;
    private final JournalReader reader;
    private final String operator;
    private final Clock wall = Clock.systemUTC();

    /**
     * Takes hold of the state directory.
     *
     * @param operator on whose behalf, for the record: {@code local:ana}
     * @throws ControlException when a daemon holds it, or it cannot be used
     */
    public StateControl(Config config, BackEnds backEnds, String operator) {
        this.operator = operator;
        SecureRandom random = new SecureRandom();
        this.state = stored(() -> StateDirectory.open(config.state().directory()));
        Health health = new Health(wall);
        Mailbox<JournalMessage> mailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
        JournalBridge bridge = new JournalBridge(mailbox, Optional.empty());
        StateAssembly stored = new StateAssembly(config, state, Connector.DIRECT, System::nanoTime, wall, random);
        this.register = stored.register(health.component("people"));
        this.accelerator = new SharedAccelerator(backEnds.accelerator(config.accelerator().provider()));
        this.enrolment = new Enrolment(
                () -> FaceModels.load(
                        Bundle.open(config.recognition().bundle()),
                        accelerator.get(),
                        _ -> SessionSettings.cpu()),
                register,
                bridge,
                wall,
                System::nanoTime);
        Board board = backEnds.board(config.board().provider()).board();
        this.journal = new JournalAgent(
                stored.journal(board, register), mailbox, bridge, wall, System::nanoTime, random);
        this.reader = stored.reader();
        journal.onStart(System.nanoTime());
        if (journal.status().setAside().isPresent()) {
            LOG.warn("{}", journal.status().detail());
        }
    }

    @Override
    public EnrolmentReport addPerson(PersonId id, String name, List<Photo> photos, Duplicates duplicates) {
        return recorded(() -> enrolment.fromPhotos(id, name, photos, duplicates, operator));
    }

    @Override
    public PeopleReport people() {
        return stored(() -> new PeopleReport(
                register.revision(), register.people().stream().map(PersonReports::of).toList()));
    }

    @Override
    public PersonReport person(PersonId id) {
        return stored(() -> register.find(id).map(PersonReports::of).orElseThrow(() -> Enrolment.unknown(id)));
    }

    @Override
    public void removePerson(PersonId id) {
        recorded(() -> {
            enrolment.remove(id, operator);
            return true;
        });
    }

    @Override
    public RotationReport rotateKeys() {
        return recorded(() -> enrolment.rotateKeys(operator));
    }

    @Override
    public PersonReport access(PersonFacts facts) {
        return recorded(() -> enrolment.access(facts, operator));
    }

    @Override
    public List<String> events(int limit, OptionalLong from) {
        List<JournalEntry> entries = stored(() ->
                from.isPresent() ? reader.range(from.getAsLong(), Long.MAX_VALUE, limit) : reader.latest(limit));
        return entries.stream()
                .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public StatusReport status() {
        throw needsDaemon();
    }

    @Override
    public HealthReport health() {
        throw needsDaemon();
    }

    @Override
    public EnrolmentReport capturePerson(PersonId id, String name, Duplicates duplicates) {
        throw needsDaemon();
    }

    @Override
    public void followEvents(OptionalLong from, EventListener listener) {
        throw needsDaemon();
    }

    @Override
    public VerificationReport verifyEvents() {
        return stored(() -> register.verified(reader));
    }

    @Override
    public DoorReport door() {
        throw needsDaemon();
    }

    @Override
    public DoorReport unlock(Duration hold) {
        throw needsDaemon();
    }

    @Override
    public DoorReport lock() {
        throw needsDaemon();
    }

    @Override
    public DoorReport lockdown(boolean active) {
        throw needsDaemon();
    }

    @Override
    public DoorReport resume() {
        throw needsDaemon();
    }

    @Override
    public DoorReport confirm(boolean duress) {
        throw needsDaemon();
    }

    @Override
    public DoorReport forgive(Optional<PersonId> person) {
        throw needsDaemon();
    }

    @Override
    public Photo snapshot() {
        throw needsDaemon();
    }

    @Override
    public String metrics() {
        throw needsDaemon();
    }

    @Override
    public ExplainReport explain() {
        throw needsDaemon();
    }

    /** Writes down what is not yet, and lets the state directory go. */
    @Override
    public void close() {
        journal.onClose();
        enrolment.close();
        accelerator.close();
        register.close();
        reader.close();
        state.close();
    }

    private <T> T recorded(Supplier<T> work) {
        T result = stored(work);
        journal.doWork(System.nanoTime());
        if (!journal.status().writing()) {
            throw new ControlException("done, but not recorded: " + journal.status().detail(), state.journal().toString(), "free the disk");
        }
        return result;
    }

    private static <T> T stored(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw new ControlException(new ControlError(String.valueOf(e.getMessage()), "", ""), e);
        }
    }

    private static ControlException needsDaemon() {
        return new ControlException("this needs a running daemon", "", "start it: systemctl start lintel, or lintel run");
    }
}
