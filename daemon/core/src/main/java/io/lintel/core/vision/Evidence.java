package io.lintel.core.vision;

/**
 * Weighs how much a track looks like a template: the <em>evidence</em>, and how much of it a match needs. Immutable; allocates
 * nothing; safe for any thread.
 *
 * <h2>Evidence</h2>
 *
 * <p>Let x₁…xₙ be the cosines of a track's frames with one template. The calibration maps a cosine to a stranger's normal score z,
 * standard normal for a stranger by construction. Frames are not independent: a stranger who happens to resemble the person does so
 * in every frame. The pair effect is z = a + e with a ~ N(0, ρ) common to all frames and e ~ N(0, 1−ρ) of each. The mean of n frames
 * then has variance ρ + (1−ρ)/n = 1/n̂ with n̂ = n/(1+(n−1)ρ) <em>effective frames</em>, at most 1/ρ however long one looks, and
 *
 * <pre>   Z = z(mean x)·√n̂  is standard normal for a stranger;   evidence = −log₁₀ P(N(0,1) ≥ Z).</pre>
 *
 * <p>Shifting the mean of normals has a monotone likelihood ratio, so testing the likelihood ratio of "this person" against "a
 * stranger" is testing Z (Karlin and Rubin 1956), and Z needs no belief about the genuine side. The evidence is the logarithm of
 * that ratio for the event "at least this similar", the numerator being taken as one. (z is nearly linear in the cosine, so it does
 * not matter that the mean is taken before the map.)
 *
 * <p>The model's n̂ is only an upper limit. Over randomly directed templates the mean of unit vectors eᵢ scores with the variance
 * |mean eᵢ|² of a single frame, so frames that are copies of each other weigh as one, whatever the calibration says: n̂ is the
 * smaller of the two (see {@link TrackEvidence}).
 *
 * <h2>What a match needs</h2>
 *
 * <p>A stranger is compared with T templates and is looked at up to n ≤ {@value #LOOKS_MAX} times. The FPIR target f bounds the
 * probability that any look at any template passes. By the union bound each template may take f/T, which carries any dependence
 * between templates. Within one template the looks are spent as follows; with B the event of passing,
 *
 * <pre>   P(B₁ ∪ … ∪ Bₙ) ≤ P(B₁) + Σᵢ₌₂ P(Bᵢ and not Bᵢ₋₁)</pre>
 *
 * <p>since the first passage either is at look 1 or follows a look that did not pass. Look 1 gets one half of f/T. Successive Z are
 * normal with correlation √(vᵢ/vᵢ₋₁), vᵢ = ρ+(1−ρ)/i, which tends to one: with ρ ≥ {@value Calibration#IMPOSTOR_CORRELATION_MIN},
 * {@value #LOOKS_MAX} looks and evidence up to 12 the sum of the bivariate upcrossings is at most {@value #LATER_LOOKS} times the
 * probability of one look (computed in the tests), so every later look gets one half of f/T divided by that:
 *
 * <pre>   required(1) = log₁₀(T/f) + log₁₀ 2        required(n ≥ 2) = log₁₀(T/f) + log₁₀(2 · {@value #LATER_LOOKS})</pre>
 *
 * <p>T counts as at least {@value #TEMPLATES_MIN}: a door with two people is not to open for whoever is merely somewhat similar.
 *
 * <h2>Look-alikes</h2>
 *
 * <p>To an enrolled person the most similar other is no stranger: their templates are known to be alike, with normal score z₀. By the
 * pair effect a given z₀ is normal with mean ρz₀ and variance ρ(1−ρ), so in frames of that other person the mean score is normal
 * with mean ρz₀ and variance 1/n̂ − ρ². That one person, too, is to pass with a probability of at most f, so the score must also reach
 *
 * <pre>   ρz₀ + ζ√(1/n̂ − ρ²),   ζ the normal score of f/2 at look 1, of f/(2 · {@value #LATER_LOOKS_ALIKE}) at later ones</pre>
 *
 * <p>(successive means are less correlated once z₀ is known, hence the larger number). This asks for more only where two people are
 * more alike than the most alike of so many strangers would be by chance: for those the bound above is the higher one.
 */
public final class Evidence {
    /** The most looks at one track. */
    public static final int LOOKS_MAX = 16;
    /** How many times the chance of one look all looks after the first have together. */
    public static final double LATER_LOOKS = 4.5;
    /** The same for the look-alike's frames. */
    public static final double LATER_LOOKS_ALIKE = 6.5;
    /** The least number of templates the bound is computed for. */
    public static final int TEMPLATES_MIN = 10;

    private static final double FIRST_SHARE_LOG10 = Math.log10(2);
    private static final double LATER_SHARE_LOG10 = Math.log10(2 * LATER_LOOKS);
    private static final double LATER_SHARE_ALIKE_LOG10 = Math.log10(2 * LATER_LOOKS_ALIKE);

    private final ImpostorTail tail;
    private final double fpirTarget;
    private final double impostorCorrelation;
    private final double genuineMean;
    private final double genuineDeviation;

    /**
     * Evidence under a calibration.
     *
     * @param fpirTarget the limit on false positive identifications, per stranger's approach; 1e-9..0.1
     */
    public Evidence(Calibration calibration, double fpirTarget) {
        if (!(fpirTarget >= 1e-9 && fpirTarget <= 0.1)) {
            throw new CalibrationException("FPIR target " + fpirTarget + ": expected 1e-9..0.1, for example 0.001");
        }
        this.tail = new ImpostorTail(calibration.impostorTail());
        this.fpirTarget = fpirTarget;
        this.impostorCorrelation = calibration.impostorCorrelation();
        this.genuineMean = calibration.genuineMean();
        this.genuineDeviation = calibration.genuineDeviation();
    }

    /** The operator's limit. */
    public double fpirTarget() {
        return fpirTarget;
    }

    /**
     * Evidence for one template; never negative, 0 for none. Rises with both arguments once the mean is above a stranger's.
     *
     * @param meanCosine weighted mean of the frames' cosines with it
     * @param effectiveFrames n̂, at least 1
     */
    public double of(double meanCosine, double effectiveFrames) {
        return -NormalTail.log10(tail.score(meanCosine) * Math.sqrt(effectiveFrames));
    }

    /**
     * What the evidence must reach.
     *
     * @param look number of this look at the track, from 1
     * @param templates in the gallery
     */
    public double required(int look, int templates) {
        double all = Math.log10(Math.max(templates, TEMPLATES_MIN) / fpirTarget);
        return all + (look <= 1 ? FIRST_SHARE_LOG10 : LATER_SHARE_LOG10);
    }

    /**
     * What the evidence must reach for a person with a look-alike; never less than for one without.
     *
     * @param look number of this look at the track, from 1
     * @param templates in the gallery
     * @param lookAlike cosine of the person's templates with those of the most similar other person
     * @param effectiveFrames n̂ of the evidence that is to reach it
     */
    public double required(int look, int templates, double lookAlike, double effectiveFrames) {
        double share = look <= 1 ? FIRST_SHARE_LOG10 : LATER_SHARE_ALIKE_LOG10;
        double zeta = NormalTail.inverse(Math.log10(fpirTarget) - share);
        double rho = impostorCorrelation;
        double deviation = Math.sqrt(Math.max(0, 1 / effectiveFrames - rho * rho));
        double least = (rho * tail.score(lookAlike) + zeta * deviation) * Math.sqrt(effectiveFrames);
        return Math.max(required(look, templates), -NormalTail.log10(least));
    }

    /**
     * The model's effective frames for weights that sum to one.
     *
     * @param sumOfSquaredWeights 1/n for n equal weights
     */
    public double effectiveFrames(double sumOfSquaredWeights) {
        return 1 / (impostorCorrelation + (1 - impostorCorrelation) * sumOfSquaredWeights);
    }

    /**
     * The cosine that a single frame must reach to be taken for the person by itself: two standard deviations below the genuine mean,
     * which one genuine frame in forty does not reach.
     */
    public double ownCosine() {
        return Math.max(sameFaceCosine(), genuineMean - 2 * genuineDeviation);
    }

    /**
     * The cosine below which two frames of one track hardly show the same person: 3.5 standard deviations below the genuine mean,
     * one pair in four thousand. It guards against an association that jumped to another face. At least 0.1, so that the mean of a
     * track never vanishes.
     */
    double sameFaceCosine() {
        return Math.max(0.1, genuineMean - 3.5 * genuineDeviation);
    }
}
