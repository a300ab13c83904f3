package io.lintel.core.vision;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import java.util.OptionalDouble;

/** What is known about the face in one slot of the tracker, from its first frame to its decision. Reused storage of one thread. */
final class Approach {
    /** Beyond so many in a row the wait grows no more: 32 times the first. */
    private static final int ATTACKS_MAX = 6;

    private final RecogniserSettings settings;
    private final Evidence weighing;
    private final TrackEvidence frames;

    private long track;
    private int looks;
    private boolean lookedNow;
    private boolean itself;
    private boolean unmoved;
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

    private int flaws;
    private int flawsInRow;
    private long firstFlawNanos;
    private String flaw = "";

    private boolean standing;
    private boolean stood;
    private long standingSinceNanos;
    private int attacks;

    private boolean quiet;
    private boolean matched;
    private boolean refused;
    private boolean closed;
    private long decidedNanos;

    Approach(RecogniserSettings settings, Evidence weighing, int dimension) {
        this.settings = settings;
        this.weighing = weighing;
        this.frames = new TrackEvidence(weighing, dimension);
    }

    /** A face comes into sight. */
    void arrive(long number) {
        standing = false;
        stood = false;
        attacks = 0;
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
        unmoved = false;
        quality = 0;
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
        decidedNanos = 0;
    }

    /** A further frame shows this face; nothing is known of that frame yet. */
    void nextFrame() {
        lookedNow = false;
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
        // Who fits and only had to stay a moment is let in at that moment.
        boolean waited = !unmoved && fitsOne() && livenessAsks == 0 && stands(nowNanos);
        return (!unmoved && looks < RecogniserSettings.BURST_LOOKS)
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

    /** Whether this frame shows the face exactly as the one before; such a face is looked at no more often than one that was refused. */
    boolean repeats(float[] embedding, long nowNanos) {
        unmoved = frames.repeats(embedding);
        if (unmoved) {
            lastLookNanos = nowNanos;
        }
        return unmoved;
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

    /** Whether this face has had its chance: enough looks over enough time, or no look left. */
    boolean chanceOver(long nowNanos) {
        if (looks == 0) {
            return false;
        }
        if (looks >= Evidence.LOOKS_MAX) {
            return true;
        }
        return looks >= settings.chanceLooks() && nowNanos - firstLookNanos >= settings.chance().toNanos();
    }

    /** Whether nothing but flawed pictures came for as long as anybody has to wait. */
    boolean unusable(long nowNanos) {
        return looks == 0 && flaws > 0 && nowNanos - firstFlawNanos >= settings.chance().toNanos();
    }

    void match(long nowNanos) {
        attacks = 0;
        matched = true;
        closed = true;
        decidedNanos = nowNanos;
    }

    /** A negative decision; final or, if the face may still come nearer, not. */
    void refuse(boolean isFinal, long nowNanos) {
        refused = true;
        closed |= isFinal;
        decidedNanos = nowNanos;
    }

    /** A negative and final decision because it does not look alive. */
    void refuseAttack(long nowNanos) {
        attacks = Math.min(attacks + 1, ATTACKS_MAX);
        refuse(true, nowNanos);
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

    /** Whether a face that stays is due for a new approach; one that does not look alive waits twice as long each time. */
    boolean due(long nowNanos) {
        long wait = settings.again().toNanos() << Math.max(0, attacks - 1);
        return (matched || refused) && nowNanos - decidedNanos >= wait;
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
