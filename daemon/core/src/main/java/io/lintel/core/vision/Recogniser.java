package io.lintel.core.vision;

import io.lintel.core.event.Latency;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.event.StageTimes;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryException;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Follows faces, decides whom to look at closely, gathers evidence, and says at most once who somebody is and at most once that
 * nobody could be told. Of one thread, the vision agent's; no clock, no I/O; allocates nothing but the {@link Sighting}s.
 *
 * <p>The dialogue for one frame:
 *
 * <pre>
 *   recogniser.frame(frame.captureNanos(), digest, faces);
 *   for (int i = 0; i &lt; faces.count(); i++) {
 *     if (recogniser.wants(i)) {
 *       … landmarks, quality …
 *       if (flawed) recogniser.flawed(i, "blurred");
 *       else {
 *         … align, embed …
 *         recogniser.looked(i, embedding, quality);                     // searches the gallery, weighs the evidence
 *         if (recogniser.needsLiveness(i)) recogniser.liveness(i, …);
 *       }
 *     }
 *     recogniser.decide(i, stageTimes).ifPresent(door::tell);
 *   }
 *   recogniser.sweep(now, door::tell);                                  // faces that left; also when no frame came
 * </pre>
 *
 * <p>Who passes by means no other door than the next one: a face that is far away, or that moves across the picture faster than anybody
 * who walks up to a camera, is followed and not looked at; one that has not stood there for the dwell opens nothing; neither is reported.
 *
 * <p>A face is looked at in up to four successive frames, then every quarter second, at most {@value Evidence#LOOKS_MAX} times, and
 * not once it is decided. Liveness is asked in a frame that was itself looked at, so that it is the matching face that is asked.
 * A negative sighting comes when the face has had its chance or has left; the person may still come nearer and be recognised. A
 * face that stays is a new approach, with a new number, some time after it was decided; if it was refused before it is not reported again.
 *
 * <p>Where liveness is enforced, pictures count, too: nobody is let in by a picture that was shown before, nor before they were seen in
 * {@value Approach#PICTURES_MIN} different ones, near or far; who fits, in a stream that froze or plays a loop, is refused as one who does not
 * look alive. {@link PictureMemory} says what that cannot find out: any longer loop's first run, and a recording that was encoded anew.
 */
public final class Recogniser {
    /** So many times the least size at which a face is looked at, few first looks fail. */
    private static final double LARGE = 1.5;
    /** Strangers seldom come so near to what is required. */
    private static final double PROMISING = 0.5;

    private final RecogniserSettings settings;
    private final Evidence evidence;
    private final String bundle;
    private final String space;
    private final Tracker tracker;
    private final Approach[] approaches;
    private final PictureMemory pictures = new PictureMemory();
    private final AttackMemory attacks = new AttackMemory();
    private final Match match = new Match();
    private final boolean[] wanted = new boolean[Faces.FACES_MAX];
    private final boolean[] large = new boolean[Faces.FACES_MAX];

    private Gallery gallery;
    private long frameNanos;
    private int faces;
    private long lastTrack;

    /**
     * A recogniser that knows nobody yet.
     *
     * @param bundle model bundle {@code id@version}, for the record
     * @param space the embedding space of its embedder
     * @param dimension components of an embedding
     */
    public Recogniser(
            RecogniserSettings settings, Calibration calibration, String bundle, String space, int dimension) {
        this.settings = settings;
        this.evidence = new Evidence(calibration, settings.fpirTarget());
        this.bundle = bundle;
        this.space = space;
        this.tracker = new Tracker(settings.tracks(), settings.occlusion().toNanos());
        this.approaches = new Approach[settings.tracks()];
        Arrays.setAll(approaches, _ -> new Approach(settings, evidence, dimension));
        this.gallery = Gallery.empty(space, dimension);
    }

    /**
     * Searches this gallery from now on, and at once for the faces in sight: who was removed a moment ago no longer matches.
     *
     * @throws GalleryException if it is of another embedding space or dimension; the gallery before stays
     */
    public void gallery(Gallery next) {
        if (!next.space().equals(space) || next.dimension() != gallery.dimension()) {
            throw new GalleryException(next + " with " + next.dimension() + " components: the active bundle " + bundle
                    + " embeds into \"" + space + "\" with " + gallery.dimension() + "; enrol again with it");
        }
        gallery = next;
        for (int slot = 0; slot < approaches.length; slot++) {
            if (tracker.active(slot) || tracker.left(slot)) {
                approaches[slot].search(gallery, match, space);
            }
        }
    }

    /**
     * Begins a frame: follows its faces and chooses those worth a closer look, the largest first, those never looked at before others.
     *
     * @param captureNanos when it was captured, monotonic; never before the frame before
     * @param digest of its pixels: the same for the same picture, another for another; does not matter without faces
     */
    public void frame(long captureNanos, long digest, Faces found) {
        frameNanos = captureNanos;
        faces = found.count();
        PictureMemory.Showing showing = faces > 0 && settings.liveness() == LivenessPolicy.ENFORCE
                ? pictures.show(digest)
                : PictureMemory.Showing.FRESH;
        tracker.frame(captureNanos, found);
        for (int slot = 0; slot < approaches.length; slot++) {
            approaches[slot].nextFrame();
        }
        for (int face = 0; face < faces; face++) {
            large[face] = Math.min(found.width(face), found.height(face)) >= LARGE * settings.minFace();
            int slot = tracker.slot(face);
            if (slot == Tracker.NONE) {
                continue;
            }
            Approach approach = approaches[slot];
            if (tracker.begun(slot)) {
                approach.arrive(++lastTrack);
            } else if (approach.due(captureNanos)) {
                approach.begin(++lastTrack, !approach.matched());
            }
            approach.shown(showing);
            approach.stand(near(face, found) && tracker.across(slot) <= settings.acrossMax(), captureNanos);
        }
        choose(found);
    }

    private void choose(Faces found) {
        Arrays.fill(wanted, false);
        for (int chosen = 0; chosen < settings.facesPerFrame(); chosen++) {
            int best = Tracker.NONE;
            double bestWorth = 0;
            for (int face = 0; face < faces; face++) {
                double worth = wanted[face] ? 0 : worth(face, found);
                if (worth > bestWorth) {
                    bestWorth = worth;
                    best = face;
                }
            }
            if (best == Tracker.NONE) {
                return;
            }
            wanted[best] = true;
        }
    }

    private boolean near(int face, Faces found) {
        return Math.min(found.width(face), found.height(face)) >= settings.minFace();
    }

    /** What a closer look promises; 0 for a face that is not to be looked at. */
    private double worth(int face, Faces found) {
        int slot = tracker.slot(face);
        if (slot == Tracker.NONE || !approaches[slot].standing() || !approaches[slot].wantsLook(frameNanos)) {
            return 0;
        }
        // A face that keeps turning out unusable must not starve a smaller one behind it.
        double area = (double) found.width(face) * found.height(face) / (1 + approaches[slot].flawsInRow());
        return approaches[slot].looks() == 0 ? 4 * area : area;
    }

    /** Whether this face of the frame is to be looked at closely: landmarks, quality and, if that is good enough, embedding. */
    public boolean wants(int face) {
        return wanted[face];
    }

    /** Number of the approach this face belongs to, since the daemon started, from 1; -1 if it is not followed. */
    public long track(int face) {
        return tracker.slot(face) == Tracker.NONE ? Tracker.NONE : approaches[tracker.slot(face)].track();
    }

    /**
     * A wanted face could not be used.
     *
     * @param flaw why: a constant word of the models' vocabulary
     */
    public void flawed(int face, String flaw) {
        approachOf(face).flawed(flaw, frameNanos);
    }

    /**
     * A wanted face was embedded: searches the gallery and weighs the evidence.
     *
     * @param embedding unit vector of the bundle's embedding space; only read
     * @param quality 0..1
     * @throws GalleryException if the embedding is of another length, not finite or not of unit length; the face is as before
     */
    public void looked(int face, float[] embedding, double quality) {
        gallery.check(space, embedding);
        approachOf(face).look(embedding, quality, gallery, match, space, frameNanos);
    }

    /** Whether this face is about to be accepted in this frame and must be, or under {@link LivenessPolicy#MONITOR} should be, asked. */
    public boolean needsLiveness(int face) {
        int slot = tracker.slot(face);
        if (slot == Tracker.NONE || settings.liveness() == LivenessPolicy.OFF) {
            return false;
        }
        return !approaches[slot].closed() && acceptable(approaches[slot]);
    }

    /** Whether this frame could open, but for liveness: it must itself show whom the approach fits. */
    private boolean acceptable(Approach approach) {
        return approach.moves() && approach.lookedNow() && approach.itself() && approach.fitsOne() && approach.stands(frameNanos);
    }

    /**
     * Whether {@link #needsLiveness} will probably be said of this wanted face in this frame: a hint for whoever can prepare the answer
     * meanwhile, wrong now and then. So that little is prepared in vain, a face that was seen in pictures enough is expected to be accepted
     * while it is half-way there, or, at its first look, if it is well above the least size and was not found flawed.
     */
    public boolean expectsLiveness(int face) {
        int slot = tracker.slot(face);
        if (slot == Tracker.NONE || settings.liveness() == LivenessPolicy.OFF || gallery.isEmpty()) {
            return false;
        }
        Approach approach = approaches[slot];
        boolean promising = approach.looks() == 0
                ? large[face] && approach.flawsInRow() == 0
                : approach.evidence() >= PROMISING * approach.required();
        return promising && approach.moves() && !approach.closed() && approach.stands(frameNanos);
    }

    /**
     * The answer for a face that needed it.
     *
     * @param alive P(live), 0..1; anything not finite counts as not alive
     */
    public void liveness(int face, double alive) {
        approachOf(face).liveness(alive);
    }

    /**
     * Decides about a face of this frame, if it can be decided now.
     *
     * @param times stages of this frame so far; only read
     */
    public Optional<Sighting> decide(int face, StageTimes times) {
        int slot = tracker.slot(face);
        if (slot == Tracker.NONE) {
            return Optional.empty();
        }
        Approach approach = approaches[slot];
        if (approach.closed()) {
            return Optional.empty();
        }
        if (acceptable(approach)) {
            if (settings.liveness() != LivenessPolicy.ENFORCE || approach.alive()) {
                approach.match(frameNanos);
                attacks.forget(gallery.person(approach.candidate()));
                return Optional.of(sighting(approach, Reason.MATCH, frameNanos, times.latency()));
            }
            if (approach.livenessAsks() >= settings.livenessAsks()) {
                return attack(approach, times);
            }
        }
        if (approach.loops() && approach.fitsOne() && approach.stands(frameNanos)) {
            return attack(approach, times);
        }
        boolean over = approach.nobodyEnrolled() || approach.chanceOver(frameNanos) || approach.unusable(frameNanos);
        if (!over || approach.refused() || !approach.stood()) {
            return Optional.empty();
        }
        approach.refuse(false, frameNanos);
        return approach.quiet()
                ? Optional.empty()
                : Optional.of(sighting(approach, reason(approach), frameNanos, times.latency()));
    }

    private Optional<Sighting> attack(Approach approach, StageTimes times) {
        boolean silent = approach.quiet() || approach.refused();
        approach.refuseAttack(attacks.another(gallery.person(approach.candidate()), frameNanos), frameNanos);
        return silent ? Optional.empty() : Optional.of(sighting(approach, Reason.LIVENESS, frameNanos, times.latency()));
    }

    /**
     * Lets go of faces that left, reporting those that had not been decided. To be called after every frame, and a few times a
     * second while no frames come.
     *
     * @param nowNanos monotonic
     * @return how many left who had only passed by; nothing is reported of them
     */
    public int sweep(long nowNanos, Consumer<Sighting> report) {
        int passersBy = 0;
        tracker.expire(nowNanos);
        for (int slot = 0; slot < approaches.length; slot++) {
            if (!tracker.left(slot)) {
                continue;
            }
            Approach approach = approaches[slot];
            passersBy += approach.stood() ? 0 : 1;
            boolean unseen = approach.looks() == 0 && !approach.unusable(nowNanos);
            if (!approach.matched() && !approach.refused() && !approach.quiet() && !unseen && approach.stood()) {
                approach.refuse(true, nowNanos);
                report.accept(sighting(approach, reason(approach), nowNanos, Latency.NONE));
            }
            tracker.free(slot);
        }
        return passersBy;
    }

    /** Faces that were not followed because too many were in sight, since the daemon started. */
    public long untracked() {
        return tracker.untracked();
    }

    /** How many faces are followed at present. */
    public int following() {
        int count = 0;
        for (int slot = 0; slot < approaches.length; slot++) {
            count += tracker.active(slot) ? 1 : 0;
        }
        return count;
    }

    private Reason reason(Approach approach) {
        if (approach.looks() == 0) {
            return Reason.QUALITY;
        }
        if (approach.nobodyEnrolled()) {
            return Reason.NOT_ENROLLED;
        }
        if (approach.fitsOne()) {
            // Without enforcement one that fits has matched, unless it began to fit by a change of the gallery after its last look.
            return settings.liveness() == LivenessPolicy.ENFORCE ? Reason.LIVENESS : Reason.UNKNOWN;
        }
        return approach.fits() ? Reason.AMBIGUOUS : Reason.UNKNOWN;
    }

    private Sighting sighting(Approach approach, Reason reason, long nanos, Latency latency) {
        boolean named = reason == Reason.MATCH || reason == Reason.LIVENESS;
        Optional<PersonId> person = named ? Optional.of(gallery.person(approach.candidate())) : Optional.empty();
        OptionalDouble alive = approach.livenessMean();
        double required = approach.looks() == 0 ? evidence.required(1, gallery.templates()) : approach.required();
        Recognition recognition = new Recognition(
                approach.evidence(),
                required,
                evidence.fpirTarget(),
                approach.frames(),
                approach.similarity(),
                alive,
                approach.quality(),
                bundle,
                gallery.revision(),
                approach.track());
        Optional<String> flaw = reason == Reason.QUALITY ? Optional.of(approach.flaw()) : Optional.empty();
        return new Sighting(reason, person, recognition, nanos, latency, flaw);
    }

    private Approach approachOf(int face) {
        int slot = tracker.slot(face);
        if (slot == Tracker.NONE) {
            throw new IllegalStateException("face " + face + " of this frame is not followed: ask wants() first");
        }
        return approaches[slot];
    }
}
