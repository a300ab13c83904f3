package io.lintel.simulate.oracle;

import io.lintel.simulate.site.Relay;
import java.util.List;

/** A line is born locked, and a daemon that stops leaves it locked. */
final class StartsAndStopsAtRest implements Oracle {
    private final View view;
    private int seen;

    StartsAndStopsAtRest(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        List<Relay.Edge> edges = view.site().relay().edges();
        for (; seen < edges.size(); seen++) {
            Relay.Edge edge = edges.get(seen);
            if (edge.born() && edge.released()) {
                throw violation("the relay's line was requested in its released state at " + View.moment(edge.nanos()));
            }
        }
        if (view.site().process().everLeftReleased()) {
            throw violation("the daemon stopped and left the lock released");
        }
    }
}
