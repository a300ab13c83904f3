package io.lintel.evaluate.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param title of it
 * @param lead one or two sentences; may be empty
 * @param tables in order
 * @param plots in order
 * @param shots in order; shown in HTML only
 */
public record Section(String title, String lead, List<Table> tables, List<Plot> plots, List<Shots> shots) {
    /** One without pictures. */
    public static Section of(String title, String lead, List<Table> tables) {
        return new Section(title, lead, tables, List.of(), List.of());
    }
}
