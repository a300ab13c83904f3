package io.lintel.evaluate.report;

import java.util.List;
import java.util.Map;

/**
 * All that an evaluation found, ready to be printed, drawn and written.
 *
 * @param title of the whole
 * @param subtitle what was measured with what
 * @param cautions what must not be overlooked
 * @param figures the few numbers that matter most
 * @param sections in order
 * @param json the same for machines
 */
public record Report(
        String title, String subtitle, List<String> cautions, List<Figure> figures, List<Section> sections, Map<String, Object> json) {
    /** A number that matters: what it is, its value, and its uncertainty or sample. */
    public record Figure(String name, String value, String detail) {}
}
