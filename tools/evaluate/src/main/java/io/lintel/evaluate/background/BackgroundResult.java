package io.lintel.evaluate.background;

import java.util.List;
import java.util.Map;

/**
 * What was taken for a face and what was one.
 *
 * @param dataset from whose photographs
 * @param leftOut what of them is missing
 * @param bundle judged by which bundle
 * @param limits the bundle's and the door's own
 * @param pieces without a face, how many of each kind
 * @param wrong what was taken for a face, by kind
 * @param real the photographs' own faces
 */
public record BackgroundResult(
        String dataset,
        List<String> leftOut,
        String bundle,
        Limits limits,
        Map<Kind, Integer> pieces,
        Map<Kind, List<Candidate>> wrong,
        List<Candidate> real) {
    /** Pieces of all kinds. */
    public int allPieces() {
        return pieces.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of one kind's candidates get past a step. */
    public long passing(Kind kind, Step step, Limits under) {
        return wrong.getOrDefault(kind, List.of()).stream().filter(each -> step.passes(each, under)).count();
    }

    /** How many of all kinds' do. */
    public long passing(Step step, Limits under) {
        return wrong.keySet().stream().mapToLong(kind -> passing(kind, step, under)).sum();
    }

    /** How many real faces do not get past a step. */
    public long lost(Step step, Limits under) {
        return real.stream().filter(each -> !step.passes(each, under)).count();
    }
}
