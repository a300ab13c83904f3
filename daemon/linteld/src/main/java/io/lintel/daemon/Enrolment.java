package io.lintel.daemon;

import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.Photo;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.Person;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.store.StoredTemplate;
import io.lintel.hal.Frame;
import io.lintel.hal.HalException;
import io.lintel.models.BundleException;
import io.lintel.models.EnrolException;
import io.lintel.models.FaceEnroller;
import io.lintel.models.FaceModels;
import io.lintel.models.FaceTemplate;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes templates of photographs, on models of its own so that the door's are not disturbed; these are loaded when needed and
 * given back after half a minute without use. Threading: any thread; enrolments take turns.
 */
public final class Enrolment implements AutoCloseable {
    /** Two people with a template pair above this are told of as look-alikes: strangers reach it once in ten thousand pairs. */
    static final double LOOKALIKE_COSINE = 0.45;
    /** Templates taken at the camera. */
    static final int CAMERA_TEMPLATES = 3;

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration CAMERA_PATIENCE = Duration.ofSeconds(10);
    private static final long CAMERA_PAUSE_MILLIS = 300;

    private final Supplier<FaceModels> loader;
    private final PeopleRegister register;
    private final EventSink journal;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private Optional<Bench> bench = Optional.empty();
    private long usedNanos;

    /**
     * An enrolment with its models not loaded.
     *
     * @param loader loads the models; throws {@link BundleException} or {@link HalException}
     */
    public Enrolment(
            Supplier<FaceModels> loader, PeopleRegister register, EventSink journal, InstantSource wall, LongSupplier nanos) {
        this.loader = loader;
        this.register = register;
        this.journal = journal;
        this.wall = wall;
        this.nanos = nanos;
    }

    /** Enrols from photographs; fails when none is usable. */
    public synchronized EnrolmentReport fromPhotos(PersonId id, String name, List<Photo> photos, String by) {
        FaceEnroller enroller = bench().enroller();
        List<StoredTemplate> templates = new ArrayList<>();
        List<EnrolmentReport.Outcome> outcomes = new ArrayList<>();
        for (Photo photo : photos) {
            try (Picture picture = Picture.decode(photo.bytes(), photo.name())) {
                templates.add(stored(enroller.template(picture), photo.name()));
                outcomes.add(new EnrolmentReport.Outcome(photo.name(), true, ""));
            } catch (PictureException | EnrolException e) {
                outcomes.add(new EnrolmentReport.Outcome(photo.name(), false, String.valueOf(e.getMessage())));
            }
        }
        if (templates.isEmpty()) {
            StringBuilder why = new StringBuilder();
            outcomes.forEach(each -> why.append(why.isEmpty() ? "" : "; ").append(each.photo()).append(": ").append(each.why()));
            throw new ControlException("no photograph of " + id + " can be used: " + why, id.value(), "take another photograph");
        }
        return enrol(id, name, templates, outcomes, by);
    }

    /**
     * Enrols the person before the camera.
     *
     * @param frames gives a copy of the next frame, or nothing while the camera is away
     */
    public synchronized EnrolmentReport fromCamera(PersonId id, String name, Supplier<Optional<Frame>> frames, String by)
            throws InterruptedException {
        FaceEnroller enroller = bench().enroller();
        List<StoredTemplate> templates = new ArrayList<>();
        String why = "the camera gives no picture";
        long end = nanos.getAsLong() + CAMERA_PATIENCE.toNanos();
        while (templates.size() < CAMERA_TEMPLATES && end - nanos.getAsLong() > 0) {
            Optional<Frame> frame = frames.get();
            if (frame.isPresent()) {
                try (Picture picture = Picture.of(frame.get())) {
                    templates.add(stored(enroller.template(picture), "camera"));
                } catch (EnrolException e) {
                    why = String.valueOf(e.getMessage());
                }
            }
            Thread.sleep(CAMERA_PAUSE_MILLIS);
        }
        if (templates.isEmpty()) {
            throw new ControlException("no usable face before the camera within 10 s: " + why, "camera", "look into the camera, alone");
        }
        List<EnrolmentReport.Outcome> outcomes = List.of(new EnrolmentReport.Outcome("camera", true, ""));
        return enrol(id, name, templates, outcomes, by);
    }

    /** Forgets a person; refused if unknown. */
    public void remove(PersonId id, String by) {
        if (!register.remove(id)) {
            throw unknown(id);
        }
        tell(EventType.PERSON_REMOVED, id, Map.of("by", by));
    }

    /** The refusal for somebody who is not enrolled. */
    static ControlException unknown(PersonId id) {
        return new ControlException("nobody of that id is enrolled", id.value(), "see lintel person list");
    }

    @Override
    public synchronized void close() {
        bench.ifPresent(Bench::close);
        bench = Optional.empty();
    }

    private EnrolmentReport enrol(
            PersonId id, String name, List<StoredTemplate> templates, List<EnrolmentReport.Outcome> outcomes, String by) {
        List<PersonId> lookalikes = lookalikes(id, templates);
        Person person = register.replace(id, name, templates);
        tell(EventType.PERSON_ENROLLED, id, Map.of("by", by, "templates", Integer.toString(templates.size())));
        return new EnrolmentReport(PersonReports.of(person), outcomes, lookalikes);
    }

    private void tell(EventType type, PersonId id, Map<String, String> detail) {
        Moment now = new Moment(nanos.getAsLong(), wall.instant());
        if (!journal.offer(DoorEvent.about(type, now, id, detail))) {
            throw new ControlException("done, but the journal is full and did not record it", id.value(), "free the disk of [state] directory");
        }
    }

    private List<PersonId> lookalikes(PersonId id, List<StoredTemplate> templates) {
        Set<PersonId> close = new TreeSet<>();
        Match match = new Match();
        for (StoredTemplate template : templates) {
            float[] probe = template.vector();
            Optional<Gallery> gallery = register.gallery();
            if (gallery.isEmpty() || !gallery.get().space().equals(template.space())) {
                register.activate(template.space(), probe.length);
                gallery = register.gallery();
            }
            Gallery known = gallery.orElseThrow();
            known.match(template.space(), probe, match);
            note(known, id, match.best(), match.similarity(), close);
            note(known, id, match.runnerUp(), match.runnerUpSimilarity(), close);
        }
        return List.copyOf(close);
    }

    private static void note(Gallery known, PersonId id, int person, double similarity, Set<PersonId> close) {
        if (person != Match.NOBODY && similarity > LOOKALIKE_COSINE && !known.person(person).equals(id)) {
            close.add(known.person(person));
        }
    }

    private StoredTemplate stored(FaceTemplate template, String source) {
        return new StoredTemplate(template.space(), template.embedding(), source, wall.instant());
    }

    private Bench bench() {
        usedNanos = nanos.getAsLong();
        if (bench.isEmpty()) {
            try {
                bench = Optional.of(new Bench(loader.get()));
            } catch (BundleException e) {
                throw new ControlException(new ControlError(e.what(), e.where(), e.todo()), e);
            } catch (HalException e) {
                throw new ControlException(new ControlError(String.valueOf(e.getMessage()), "[accelerator]", "see lintel doctor"), e);
            }
            Thread.ofVirtual().name("enrolment-models").start(this::giveBack);
        }
        return bench.get();
    }

    /** Lets the models go once nobody has used them for a while. */
    private void giveBack() {
        try {
            while (true) {
                Thread.sleep(KEPT);
                synchronized (this) {
                    if (bench.isEmpty()) {
                        return;
                    }
                    if (nanos.getAsLong() - usedNanos >= KEPT.toNanos()) {
                        close();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The models and the enroller that borrows them. */
    private record Bench(FaceModels models, FaceEnroller enroller) implements AutoCloseable {
        Bench(FaceModels models) {
            this(models, new FaceEnroller(models));
        }

        @Override
        public void close() {
            enroller.close();
            models.close();
        }
    }

    /** A store's refusal in the socket's words. */
    static ControlException refused(StoreException e) {
        return new ControlException(new ControlError(String.valueOf(e.getMessage()), "", ""), e);
    }
}
