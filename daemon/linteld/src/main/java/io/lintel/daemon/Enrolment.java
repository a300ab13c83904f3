package io.lintel.daemon;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.ControlError;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.control.RotationReport;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Calibration;
import io.lintel.daemon.store.Person;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.store.StoredTemplate;
import io.lintel.daemon.vision.BundleCalibration;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Makes templates of photographs, on models of its own so that the door's are not disturbed; these are loaded when needed and
 * given back after half a minute without use. Threading: any thread; enrolments take turns.
 */
public final class Enrolment implements AutoCloseable {
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

    /** Enrols from photographs; fails when none is usable, when they show several people, or for a duplicate. */
    public synchronized EnrolmentReport fromPhotos(
            PersonId id, String name, List<Photo> photos, Duplicates duplicates, String by) {
        Bench models = bench();
        List<Selection.Reading> readings = new ArrayList<>();
        for (Photo photo : photos) {
            try (Picture picture = Picture.decode(photo.bytes(), photo.name())) {
                readings.add(Selection.Reading.of(photo.name(), stored(models.enroller().template(picture), photo.name())));
            } catch (PictureException e) {
                readings.add(Selection.Reading.refused(photo.name(), e.detail()));
            } catch (EnrolException e) {
                readings.add(Selection.Reading.refused(photo.name(), String.valueOf(e.getMessage())));
            }
        }
        return enrol(id, name, readings, duplicates, by);
    }

    /**
     * Enrols the person before the camera.
     *
     * @param frames gives a copy of the next frame, or nothing while the camera is away
     */
    public synchronized EnrolmentReport fromCamera(
            PersonId id, String name, Supplier<Optional<Frame>> frames, Duplicates duplicates, String by)
            throws InterruptedException {
        Bench models = bench();
        List<Selection.Reading> readings = new ArrayList<>();
        String why = "the camera gives no picture";
        long end = nanos.getAsLong() + CAMERA_PATIENCE.toNanos();
        while (readings.size() < CAMERA_TEMPLATES && end - nanos.getAsLong() > 0) {
            Optional<Frame> frame = frames.get();
            if (frame.isPresent()) {
                try (Picture picture = Picture.of(frame.get())) {
                    String label = "camera picture " + (readings.size() + 1);
                    readings.add(Selection.Reading.of(label, stored(models.enroller().template(picture), "camera")));
                } catch (EnrolException e) {
                    why = String.valueOf(e.getMessage());
                }
            }
            Thread.sleep(CAMERA_PAUSE_MILLIS);
        }
        if (readings.isEmpty()) {
            throw new ControlException("no usable face before the camera within 10 s: " + why, "camera", "look into the camera, alone");
        }
        return enrol(id, name, readings, duplicates, by);
    }

    /** Forgets a person; refused if unknown. */
    public void remove(PersonId id, String by) {
        if (!register.remove(id)) {
            throw unknown(id);
        }
        tell(EventType.PERSON_REMOVED, id, Map.of("by", by));
    }

    /** Seals everything about the people with another key. */
    public RotationReport rotateKeys(String by) {
        boolean replaced = register.rotateKeys();
        Map<String, String> detail = Map.of("by", by, "key_file_replaced", String.valueOf(replaced));
        tell(DoorEvent.of(EventType.PEOPLE_REKEYED, now(), detail), "people");
        return new RotationReport(register.people().size(), replaced);
    }

    /** Replaces what the rules know of a person; refused if unknown. */
    public PersonReport access(PersonFacts facts, String by) {
        Person person = register.access(facts).orElseThrow(() -> unknown(facts.id()));
        tell(EventType.PERSON_CHANGED, facts.id(), Map.of("by", by));
        return PersonReports.of(person);
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
            PersonId id, String name, List<Selection.Reading> readings, Duplicates duplicates, String by) {
        FaceModels models = bench().models();
        Calibration calibration = BundleCalibration.of(models.bundle());
        Gallery known = gallery(models);
        Selection chosen = Selection.of(readings, enrolled(known, id), new Verification(calibration));
        List<StoredTemplate> templates = chosen.templates();
        if (templates.isEmpty()) {
            throw new ControlException(
                    "no picture of " + id + " can be used: " + chosen.faults(), id.value(), "take other pictures, of this person only");
        }
        Resemblance resemblance = Resemblance.of(known, id, templates, calibration);
        if (duplicates == Duplicates.REFUSE && !resemblance.duplicates().isEmpty()) {
            throw new ControlException(
                    "this person is enrolled already, as " + ids(resemblance.duplicates()),
                    id.value(),
                    "give new pictures to that id, or, if they are two people, repeat with --allow-duplicate");
        }
        Person person = register.replace(id, name, templates);
        tell(EventType.PERSON_ENROLLED, id, Map.of("by", by, "templates", Integer.toString(templates.size())));
        List<PersonId> close = Stream.concat(resemblance.duplicates().stream(), resemblance.lookalikes().stream()).toList();
        return new EnrolmentReport(PersonReports.of(person), chosen.outcomes(), close);
    }

    /** Cosine with somebody's present templates, if there are any that the loaded models can be compared with. */
    private static Optional<ToDoubleFunction<float[]>> enrolled(Gallery known, PersonId id) {
        int person = known.indexOf(id);
        return person == Match.NOBODY
                ? Optional.empty()
                : Optional.of(probe -> known.similarity(known.space(), probe, person));
    }

    /** Everybody enrolled in the space of the loaded models. */
    private Gallery gallery(FaceModels models) {
        String space = models.bundle().embeddingSpace();
        Optional<Gallery> present = register.gallery();
        if (present.isEmpty() || !present.get().space().equals(space)) {
            register.activate(space, models.embedder().dimension());
            present = register.gallery();
        }
        return present.orElseThrow();
    }

    private static String ids(List<PersonId> people) {
        return String.join(", ", people.stream().map(PersonId::value).toList());
    }

    private void tell(EventType type, PersonId id, Map<String, String> detail) {
        tell(DoorEvent.about(type, now(), id, detail), id.value());
    }

    private void tell(DoorEvent event, String where) {
        if (!journal.offer(event)) {
            throw new ControlException("done, but the journal is full and did not record it", where, "free the disk of [state] directory");
        }
    }

    private Moment now() {
        return new Moment(nanos.getAsLong(), wall.instant());
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
