package io.lintel.daemon;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.control.CameraReport;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.ExplainReport;
import io.lintel.core.control.HealthReport;
import io.lintel.core.control.JournalReport;
import io.lintel.core.control.PeopleReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.control.RecognitionReport;
import io.lintel.core.control.RotationReport;
import io.lintel.core.control.StatusReport;
import io.lintel.core.control.VerificationReport;
import io.lintel.core.door.AlwaysOpenState;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorState;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.JournalStatus;
import io.lintel.daemon.store.StateDirectory;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.UplinkStatus;
import io.lintel.daemon.vision.FrameRequest;
import io.lintel.daemon.vision.VisionReport;
import io.lintel.hal.Frame;
import io.lintel.models.Picture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The operations of this very daemon, on behalf of one operator. Asks the agents by their mailboxes and reads their published
 * states; touches none of their own. Threading: any thread.
 */
final class DaemonControl implements Control {
    private static final long DOOR_SECONDS = 5;
    private static final long FRAME_SECONDS = 3;
    private static final int JPEG_QUALITY = 90;
    private static final int FOLLOW_BATCH = 64;

    private final Wiring daemon;
    private final String operator;

    DaemonControl(Wiring daemon, String operator) {
        this.daemon = daemon;
        this.operator = operator;
    }

    @Override
    public StatusReport status() {
        return new StatusReport(
                Version.current(),
                daemon.config().site().id(),
                daemon.config().door().id(),
                daemon.started(),
                door(),
                camera(),
                recognition(),
                journal(),
                daemon.metrics().latency(),
                health());
    }

    @Override
    public HealthReport health() {
        return daemon.health().report();
    }

    @Override
    public EnrolmentReport addPerson(PersonId id, String name, List<Photo> photos, Duplicates duplicates) {
        return stored(() -> daemon.enrolment().fromPhotos(id, name, photos, duplicates, operator));
    }

    @Override
    public EnrolmentReport capturePerson(PersonId id, String name, Duplicates duplicates) {
        return stored(() -> {
            try {
                return daemon.enrolment().fromCamera(id, name, this::frame, duplicates, operator);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
    }

    @Override
    public PeopleReport people() {
        return stored(() -> new PeopleReport(
                daemon.register().revision(),
                daemon.register().people().stream().map(PersonReports::of).toList()));
    }

    @Override
    public PersonReport person(PersonId id) {
        return stored(() -> daemon.register().find(id).map(PersonReports::of).orElseThrow(() -> Enrolment.unknown(id)));
    }

    @Override
    public void removePerson(PersonId id) {
        stored(() -> {
            daemon.enrolment().remove(id, operator);
            return true;
        });
    }

    @Override
    public RotationReport rotateKeys() {
        return stored(() -> daemon.enrolment().rotateKeys(operator));
    }

    @Override
    public PersonReport access(PersonFacts facts) {
        return stored(() -> daemon.enrolment().access(facts, operator));
    }

    @Override
    public List<String> events(int limit, OptionalLong from) {
        return stored(() -> from.isPresent()
                        ? daemon.reader().range(from.getAsLong(), Long.MAX_VALUE, limit)
                        : daemon.reader().latest(limit))
                .stream()
                .map(DaemonControl::text)
                .toList();
    }

    @Override
    public void followEvents(OptionalLong from, EventListener listener) {
        long next = from.isPresent() ? from.getAsLong() : stored(daemon.reader()::lastSeq) + 1;
        try {
            while (daemon.running()) {
                long first = next;
                List<JournalEntry> entries = stored(() -> daemon.reader().range(first, Long.MAX_VALUE, FOLLOW_BATCH));
                for (JournalEntry entry : entries) {
                    if (!listener.onEvent(text(entry))) {
                        return;
                    }
                    next = entry.seq() + 1;
                }
                if (entries.isEmpty()) {
                    daemon.bridge().awaitBeyond(next - 1, 1_000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public VerificationReport verifyEvents() {
        // With a reader of its own, so that nobody waits for it.
        try (JournalReader own = new JournalReader(StateDirectory.journalIn(daemon.config().state().directory()))) {
            return stored(() -> daemon.register().verified(own));
        }
    }

    @Override
    public DoorReport door() {
        return daemon.door().report();
    }

    @Override
    public DoorReport unlock(Duration hold) {
        DoorReport after = ask(new DoorInput.Unlock(operator, hold));
        if (!after.released()) {
            String why = after.state() == DoorState.LOCKDOWN ? "the door is in lockdown" : "the door stayed locked";
            throw new ControlException(why, daemon.config().door().id(), "end the lockdown first: lintel door lockdown off");
        }
        return after;
    }

    @Override
    public DoorReport lock() {
        return ask(new DoorInput.Lock(operator));
    }

    @Override
    public DoorReport lockdown(boolean active) {
        return ask(new DoorInput.Lockdown(operator, active));
    }

    @Override
    public DoorReport resume() {
        DoorReport after = ask(new DoorInput.Resume(operator));
        if (after.access().alwaysOpen() != AlwaysOpenState.OPEN) {
            throw new ControlException(
                    "no always-open window holds now", daemon.config().door().id(), "see lintel door status for its schedule");
        }
        return after;
    }

    @Override
    public DoorReport confirm(boolean duress) {
        if (daemon.config().door().access().secondFactor().kind() != SecondFactorRule.Kind.COMMAND) {
            throw new ControlException(
                    "this door takes no second factor by command",
                    daemon.config().door().id(),
                    "set door.second-factor = \"command\"");
        }
        return ask(new DoorInput.Confirm(operator, duress));
    }

    @Override
    public DoorReport forgive(Optional<PersonId> person) {
        return ask(new DoorInput.Forgive(operator, person));
    }

    @Override
    public Photo snapshot() {
        Frame frame = frame().orElseThrow(() -> new ControlException(
                "the camera gives no picture", "camera", "see its health: lintel door status"));
        try (Picture picture = Picture.of(frame)) {
            return new Photo("snapshot.jpg", picture.jpeg(JPEG_QUALITY));
        }
    }

    @Override
    public String metrics() {
        return daemon.gauges().text();
    }

    @Override
    public ExplainReport explain() {
        Metrics metrics = daemon.metrics();
        return new ExplainReport(
                daemon.started(),
                metrics.framesAnalysed(),
                metrics.framesStill(),
                metrics.faces(),
                metrics.facesUsed(),
                metrics.passersBy(),
                metrics.flaws(),
                metrics.decisions());
    }

    @Override
    public void close() {
        // The daemon goes on without this operator.
    }

    private CameraReport camera() {
        return new CameraReport(
                daemon.cameraLabel(),
                daemon.capture().mode(),
                daemon.metrics().frames(),
                daemon.slot().overtaken() + daemon.metrics().framesMissed(),
                daemon.metrics().framesAnalysed());
    }

    private RecognitionReport recognition() {
        VisionReport vision = daemon.vision().report();
        Optional<Gallery> gallery = daemon.register().gallery();
        return new RecognitionReport(
                vision.bundle(),
                vision.space(),
                vision.provider(),
                gallery.map(Gallery::people).orElse(0),
                gallery.map(Gallery::templates).orElse(0),
                gallery.map(Gallery::revision).orElse(0L),
                daemon.config().recognition().fpir(),
                daemon.config().recognition().liveness().name().toLowerCase(Locale.ROOT));
    }

    private JournalReport journal() {
        String uplink = daemon.uplink()
                .map(agent -> agent.status().phase() == UplinkStatus.Phase.ONLINE ? "connected" : "disconnected")
                .orElse("off");
        JournalStatus status = daemon.journal().status();
        return new JournalReport(
                status.lastSeq(), status.waiting(), daemon.uplink().isPresent() ? status.pending() : 0, uplink);
    }

    private DoorReport ask(DoorInput input) {
        CompletableFuture<DoorReport> answer = new CompletableFuture<>();
        if (!daemon.doorMailbox().offer(new DoorMessage.Asked(input, answer), TimeUnit.SECONDS.toNanos(DOOR_SECONDS))) {
            throw silent();
        }
        try {
            return answer.get(DOOR_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            answer.cancel(false); // so that it is not obeyed when nobody expects it any more
            throw silent();
        }
    }

    private Optional<Frame> frame() {
        CompletableFuture<Frame> copy = new CompletableFuture<>();
        if (!daemon.frameRequests().offer(new FrameRequest(copy))) {
            throw new ControlException("too many wait for a picture already", "camera", "try again in a moment");
        }
        try {
            return Optional.of(copy.get(FRAME_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return Optional.empty();
        }
    }

    private ControlException silent() {
        return new ControlException("the door agent does not answer", daemon.config().door().id(), "see the daemon's log");
    }

    private static ControlException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ControlException(new ControlError("the daemon is stopping", "", "try again when it is up"), e);
    }

    private static String text(JournalEntry entry) {
        return new String(entry.body(), StandardCharsets.UTF_8);
    }

    private static <T> T stored(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw Enrolment.refused(e);
        }
    }
}
