package io.lintel.core.vision;

import java.time.Duration;

/**
 * How recognition behaves.
 *
 * @param fpirTarget limit on false positive identifications, per stranger's approach, 1e-9..0.1
 * @param liveness what a face that does not look alive means
 * @param livenessThreshold mean P(live) that counts as alive, 0..1
 * @param livenessAsks how many times a face is asked before it is refused, 1..{@value Evidence#LOOKS_MAX}
 * @param minFace faces smaller than this (shorter side, pixels) are somebody far away, not somebody at the door
 * @param facesPerFrame how many faces are looked at closely in one frame, 1..16
 * @param tracks how many faces are followed at a time, 1..64
 * @param margin how much more evidence (decades) the person needs than the runner-up
 * @param occlusion a face out of sight for longer than this has left; a later one is a new approach
 * @param chance a face is called unknown, ambiguous or unusable no sooner than this after it was first looked at closely
 * @param chanceLooks and after no fewer looks, unless it leaves
 * @param acrossMax a face that moves across the picture faster than this, widths of itself a second, is passing by: it is not looked at,
 *     0.5..50
 * @param dwell how long a face must have been near without passing by before it may open or be reported, zero..2 s
 * @param again a face that stays is a new approach this long after it was decided
 */
public record RecogniserSettings(
        double fpirTarget,
        LivenessPolicy liveness,
        double livenessThreshold,
        int livenessAsks,
        int minFace,
        int facesPerFrame,
        int tracks,
        double margin,
        Duration occlusion,
        Duration chance,
        int chanceLooks,
        double acrossMax,
        Duration dwell,
        Duration again) {
    /** Looks that follow one another frame by frame; further ones keep {@link #PACE} between them. */
    public static final int BURST_LOOKS = 4;
    /** Between looks after the burst: nearer frames say the same again. */
    public static final Duration PACE = Duration.ofMillis(250);
    /**
     * A face is about 0.15 m wide: who walks past the door at 0.6 m/s or more moves 4 widths a second, who walks up to it hardly moves
     * across.
     */
    private static final double ACROSS_MAX = 3;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the first that is out of its range
     */
    public RecogniserSettings {
        require(fpirTarget >= 1e-9 && fpirTarget <= 0.1, "fpir", fpirTarget, "1e-9..0.1");
        require(livenessThreshold >= 0 && livenessThreshold <= 1, "liveness threshold", livenessThreshold, "0..1");
        require(livenessAsks >= 1 && livenessAsks <= Evidence.LOOKS_MAX, "liveness asks", livenessAsks, "1..16");
        require(minFace >= 0, "min-face", minFace, "0 or more");
        require(facesPerFrame >= 1 && facesPerFrame <= 16, "faces per frame", facesPerFrame, "1..16");
        require(tracks >= 1 && tracks <= 64, "max-faces", tracks, "1..64");
        require(margin >= 0 && margin <= 10, "margin", margin, "0..10");
        require(chanceLooks >= 1 && chanceLooks <= Evidence.LOOKS_MAX, "looks", chanceLooks, "1..16");
        require(acrossMax >= 0.5 && acrossMax <= 50, "speed across", acrossMax, "0.5..50");
        within("dwell", dwell, 2);
        within("occlusion", occlusion, 10);
        within("chance", chance, 60);
        within("again", again, 3_600);
    }

    /** What a door starts with: 0.7 s of occlusion, a chance of 1.5 s and 6 looks, again after 10 s, a margin of one decade, no
     * dwell. */
    public static RecogniserSettings of(double fpirTarget, LivenessPolicy liveness, int minFace, int tracks) {
        return new RecogniserSettings(
                fpirTarget,
                liveness,
                0.5,
                5,
                minFace,
                2,
                tracks,
                1.0,
                Duration.ofMillis(700),
                Duration.ofMillis(1_500),
                6,
                ACROSS_MAX,
                Duration.ZERO,
                Duration.ofSeconds(10));
    }

    /** The same with another bound on P(live), as the bundle's model asks for. */
    public RecogniserSettings withLivenessThreshold(double threshold) {
        return new RecogniserSettings(
                fpirTarget, liveness, threshold, livenessAsks, minFace, facesPerFrame, tracks, margin, occlusion, chance, chanceLooks,
                acrossMax, dwell, again);
    }

    /** The same with another dwell. */
    public RecogniserSettings withDwell(Duration time) {
        return new RecogniserSettings(
                fpirTarget, liveness, livenessThreshold, livenessAsks, minFace, facesPerFrame, tracks, margin, occlusion, chance,
                chanceLooks, acrossMax, time, again);
    }

    private static void within(String key, Duration value, long secondsMax) {
        boolean holds = !value.isNegative() && value.compareTo(Duration.ofSeconds(secondsMax)) <= 0;
        require(holds, key, value, "0 s.." + secondsMax + " s");
    }

    private static void require(boolean holds, String key, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("recognition: " + key + " " + value + " is not within " + range);
        }
    }
}
