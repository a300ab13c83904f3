package io.lintel.evaluate.report;

import java.util.List;

/**
 * What a chart shows, before it is drawn.
 *
 * @param name file name without ending
 * @param title above it
 * @param caption below it: how it is to be read
 * @param x horizontal axis
 * @param y vertical axis
 * @param series what is drawn
 */
public record Plot(String name, String title, String caption, Axis x, Axis y, List<Series> series) {
    /**
     * An axis.
     *
     * @param label with the unit
     * @param logarithmic whether decades are equally long
     * @param min where it begins
     * @param max where it ends
     */
    public record Axis(String label, boolean logarithmic, double min, double max) {}

    /** How a series is drawn. */
    public enum Kind {
        /** A line through the points. */
        LINE,
        /** A broken, grey line, for orientation. */
        GUIDE,
        /** Points alone. */
        POINTS,
        /** An area under the line. */
        AREA
    }

    /** Points in order, with a name for the legend. */
    public record Series(String name, Kind kind, List<Double> x, List<Double> y) {
        /** Keeps its own copies. */
        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }
    }
}
