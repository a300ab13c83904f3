package io.lintel.simulate.site;

import java.util.ArrayList;
import java.util.List;

/** The lock at the far end of the relay's wire. Of one thread. */
public final class Relay {
    /**
     * It was released or locked.
     *
     * @param released which
     * @param nanos when
     * @param born whether the line was only just requested or came back: nobody decided anything then
     */
    public record Edge(boolean released, long nanos, boolean born) {}

    private final List<Edge> edges = new ArrayList<>();
    private boolean released;

    /** Whether the door can be opened now. */
    public boolean released() {
        return released;
    }

    /** All edges so far, oldest first. */
    public List<Edge> edges() {
        return edges;
    }

    /** Whether it was released at some moment of this time, both ends included. */
    public boolean releasedWithin(long from, long until) {
        boolean state = false;
        for (Edge edge : edges) {
            if (edge.nanos > until) {
                break;
            }
            if (edge.nanos >= from && edge.released) {
                return true;
            }
            state = edge.nanos <= from ? edge.released : state;
        }
        return state;
    }

    /** The wire changed; whether that is news. */
    boolean drive(boolean now, long nanos, boolean born) {
        if (now == released) {
            return false;
        }
        released = now;
        edges.add(new Edge(now, nanos, born));
        return true;
    }
}
