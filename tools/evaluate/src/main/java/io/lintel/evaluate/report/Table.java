package io.lintel.evaluate.report;

import java.util.List;

/**
 * Rows under a heading.
 *
 * @param title above it; may be empty
 * @param head one word or two a column; the first column is words, the others are numbers
 * @param rows as wide as the heading
 * @param note below it; may be empty
 */
public record Table(String title, List<String> head, List<List<String>> rows, String note) {
    /** Keeps its own copies. */
    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
