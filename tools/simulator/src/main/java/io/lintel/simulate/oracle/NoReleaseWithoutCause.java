package io.lintel.simulate.oracle;

import io.lintel.simulate.site.Relay;
import java.util.List;

/** The lock is never released unless something lives that may release it. */
final class NoReleaseWithoutCause implements Oracle {
    private final View view;
    private int seen;

    NoReleaseWithoutCause(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        List<Relay.Edge> edges = view.site().relay().edges();
        for (; seen < edges.size(); seen++) {
            Relay.Edge edge = edges.get(seen);
            if (edge.released() && !view.site().causes().live()) {
                throw violation("released at " + View.moment(edge.nanos()) + "; the last cause had ended at "
                        + View.moment(Math.max(0, view.site().causes().lastEnd())));
            }
        }
    }
}
