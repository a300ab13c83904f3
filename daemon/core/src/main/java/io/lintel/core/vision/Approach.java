package io.lintel.core.vision;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import java.util.OptionalDouble;

/** What is known about the face in one slot of the tracker, from its first frame to its decision. Reused storage of one thread. */
final class Approach {
    /** Where liveness is enforced, a face must have been seen in so many different pictures: a frozen stream has one, the shortest loop two. */
    static final int PICTURES_MIN = 3;

    /** One old picture may be a driver's mistake; with so many it is a loop. */
    private static final int REPLAYS_MIN = 2;
    /** Beyond so many in a row the wait grows no more: 32 times the first. */
    private static final int ATTACKS_MAX = 6;

    private final RecogniserSettings settings;
    private final Evidence weighing;
    private final TrackEvidence frames;

    private long track;
    private int looks;
    private boolean lookedNow;
    private boolean itself;
    private long firstLookNanos;
    private long lastLookNanos;
    private double quality;

    private int candidate = Match.NOBODY;
    private double similarity;
    private double evidence;
    private double required;
    private boolean fits;
    private boolean clear;
    private boolean nobodyEnrolled;

    private int livenessAsks;
    private double livenessSum;

    private PictureMemory.Showing showing = PictureMemory.Showing.FRESH;
    private int pictures;
    private int repeats;
    private int replays;

    private int flaws;
    private int flawsInRow;
    private long firstFlawNanos;
    private String flaw = "";

    private boolean standing;
    private boolean stood;
    private long standingSinceNanos;

    private boolean quiet;
    private boolean matched;
    private boolean refused;
    private boolean closed;
    private long decidedNanos;
    private long waitNanos;

    Approach(RecogniserSettings settings, Evidence weighing, int dimension) {
        this.settings = settings;
        this.weighing = weighing;
        this.frames = new TrackEvidence(weighing, dimension);
    }

    /** A face comes into sight. */
    void arrive(long number) {
        standing = false;
        stood = false;
        begin(number, false);
    }

    /** A frame shows the face near and not passing by, or not so. */
    void stand(boolean now, long nanos) {
        if (now && !standing) {
            standingSinceNanos = nanos;
        }
        standing = now;
        stood |= stands(nanos);
    }

    /** Whether the last frame that showed it showed it near and not passing by. */
    boolean standing() {
        return standing;
    }

    /** Whether it has stood there long enough to mean this door. */
    boolean stands(long nanos) {
        return standing && nanos - standingSinceNanos >= settings.dwell().toNanos();
    }

    /** Whether it ever did, since it came into sight. */
    boolean stood() {
        return stood;
    }

    /**
     * Begins a new approach.
     *
     * @param noNegative whether it must not yield a negative sighting: the same face has had one and stayed
     */
    void begin(long number, boolean noNegative) {
        track = number;
        looks = 0;
        lookedNow = false;
        itself = false;
        quality = 0;
        pictures = 0;
        repeats = 0;
        replays = 0;
        frames.clear();
        forgetMatch();
        livenessAsks = 0;
        livenessSum = 0;
        flaws = 0;
        flawsInRow = 0;
        flaw = "";
        matched = false;
        refused = false;
        quiet = noNegative;
        closed = false;
    }

    /** A new frame; nothing is known of it yet. */
    void nextFrame() {
        lookedNow = false;
    }

    /** That frame shows this face, in a picture that is new or was shown before. */
    void shown(PictureMemory.Showing what) {
        showing = what;
        switch (what) {
            case FRESH -> pictures++;
            case UNCHANGED -> repeats++;
            case REPLAYED -> {
                repeats++;
                replays++;
            }
        }
    }

    private boolean fresh() {
        return showing == PictureMemory.Showing.FRESH;
    }

    /** Whether the picture that shows it now may be a sensor's, as far as that matters. */
    boolean moves() {
        return settings.liveness() != LivenessPolicy.ENFORCE || (fresh() && pictures >= PICTURES_MIN);
    }

    /** Whether pictures that showed it were played in a loop. */
    boolean loops() {
        return replays >= REPLAYS_MIN;
    }

    private void forgetMatch() {
        candidate = Match.NOBODY;
        similarity = 0;
        evidence = 0;
        required = 0;
        fits = false;
        clear = false;
        nobodyEnrolled = false;
    }

    /** Whether another look could still change something, and its time has come. */
    boolean wantsLook(long nowNanos) {
        if (matched || closed || looks >= Evidence.LOOKS_MAX) {
            return false;
        }
        // A picture that was shown before tells nothing new, and of who fits only further pictures are wanted.
        if (looks > 0 && !moves() && (clear || !fresh())) {
            return false;
        }
        // Who fits and only had to stay a moment is let in at that moment.
        boolean waited = fitsOne() && livenessAsks == 0 && stands(nowNanos);
        return looks < RecogniserSettings.BURST_LOOKS
                || waited
                || nowNanos - lastLookNanos >= RecogniserSettings.PACE.toNanos();
    }

    void flawed(String word, long nowNanos) {
        if (flaws++ == 0) {
            firstFlawNanos = nowNanos;
        }
        flawsInRow++;
        flaw = word;
    }

    void look(float[] embedding, double faceQuality, Gallery gallery, Match match, String space, long nowNanos) {
        boolean sameFace = frames.add(embedding, faceQuality);
        if (!sameFace) {
            // Another face slid into this track: what was seen of the one before, alive or not, says nothing about it.
            livenessAsks = 0;
            livenessSum = 0;
            pictures = fresh() ? 1 : 0;
            quality = 0;
        }
        if (looks++ == 0) {
            firstLookNanos = nowNanos;
        }
        lastLookNanos = nowNanos;
        lookedNow = true;
        flawsInRow = 0;
        quality = Math.max(quality, Math.clamp(faceQuality, 0, 1));
        search(gallery, match, space);
        itself = clear && fitsItself(embedding, gallery, match, space);
    }

    /** One more search, for a frame that is about to open only. */
    private boolean fitsItself(float[] embedding, Gallery gallery, Match match, String space) {
        int whom = candidate;
        gallery.match(space, embedding, match);
        return match.best() == whom && match.similarity() >= weighing.ownCosine();
    }

    /** Whether the last look, by itself, shows whom all looks together fit: nobody else's face may answer for a picture. */
    boolean itself() {
        return itself;
    }

    /** Searches a gallery with what has been seen so far. */
    void search(Gallery gallery, Match match, String space) {
        forgetMatch();
        if (frames.frames() == 0) {
            return;
        }
        nobodyEnrolled = gallery.isEmpty();
        gallery.match(space, frames.direction(), match);
        required = weighing.required(looks, gallery.templates());
        if (nobodyEnrolled) {
            return;
        }
        candidate = match.best();
        similarity = frames.meanCosine(match.similarity());
        evidence = frames.evidence(match.similarity());
        double margin = match.runnerUp() == Match.NOBODY
                ? Double.POSITIVE_INFINITY
                : evidence - frames.evidence(match.runnerUpSimilarity());
        fits = evidence >= required;
        if (fits) {
            required = frames.required(looks, gallery.templates(), gallery.lookAlike(candidate, match));
            clear = evidence >= required && margin >= settings.margin();
        }
    }

    /** Whether no stranger would be expected to look like this. */
    boolean fits() {
        return fits;
    }

    /** Whether nobody else who is enrolled would, either. */
    boolean fitsOne() {
        return clear;
    }

    boolean lookedNow() {
        return lookedNow;
    }

    void liveness(double alive) {
        livenessAsks++;
        livenessSum += Double.isFinite(alive) ? Math.clamp(alive, 0, 1) : 0;
    }

    int livenessAsks() {
        return livenessAsks;
    }

    boolean alive() {
        return livenessAsks > 0 && livenessSum / livenessAsks >= settings.livenessThreshold();
    }

    OptionalDouble livenessMean() {
        return livenessAsks == 0 ? OptionalDouble.empty() : OptionalDouble.of(livenessSum / livenessAsks);
    }

    /** Whether this face has had its chance: enough pictures over enough time that were looked at or needed no look, or no look left. */
    boolean chanceOver(long nowNanos) {
        if (looks == 0) {
            return false;
        }
        if (looks >= Evidence.LOOKS_MAX) {
            return true;
        }
        return looks + repeats >= settings.chanceLooks() && nowNanos - firstLookNanos >= settings.chance().toNanos();
    }

    /** Whether nothing but flawed pictures came for as long as anybody has to wait. */
    boolean unusable(long nowNanos) {
        return looks == 0 && flaws > 0 && nowNanos - firstFlawNanos >= settings.chance().toNanos();
    }

    void match(long nowNanos) {
        matched = true;
        closed = true;
        decided(settings.again().toNanos(), nowNanos);
    }

    /** A negative decision; final or, if the face may still come nearer, not. */
    void refuse(boolean isFinal, long nowNanos) {
        refused = true;
        closed |= isFinal;
        decided(settings.again().toNanos(), nowNanos);
    }

    /**
     * A negative and final decision because it does not look alive; the wait for a new approach doubles with each such decision.
     *
     * @param attacks how many in a row it makes, from 1
     */
    void refuseAttack(int attacks, long nowNanos) {
        refused = true;
        closed = true;
        decided(settings.again().toNanos() << (Math.min(attacks, ATTACKS_MAX) - 1), nowNanos);
    }

    private void decided(long wait, long nowNanos) {
        decidedNanos = nowNanos;
        waitNanos = wait;
    }

    boolean matched() {
        return matched;
    }

    boolean refused() {
        return refused;
    }

    boolean closed() {
        return closed;
    }

    /** Whether a face that stays is due for a new approach. */
    boolean due(long nowNanos) {
        return (matched || refused) && nowNanos - decidedNanos >= waitNanos;
    }

    /** Whether it yields no negative sighting. */
    boolean quiet() {
        return quiet;
    }

    long track() {
        return track;
    }

    int looks() {
        return looks;
    }

    int flawsInRow() {
        return flawsInRow;
    }

    boolean nobodyEnrolled() {
        return nobodyEnrolled;
    }

    /** Index in the gallery last searched, or {@link Match#NOBODY}. */
    int candidate() {
        return candidate;
    }

    /** The last flaw's word; empty if there was none. */
    String flaw() {
        return flaw;
    }

    double quality() {
        return quality;
    }

    double similarity() {
        return similarity;
    }

    double evidence() {
        return evidence;
    }

    double required() {
        return required;
    }

    int frames() {
        return frames.frames();
    }
}
