package io.lintel.evaluate.report;

import java.util.List;

/**
 * Small pictures of what went wrong.
 *
 * @param title above them
 * @param note below the title; may be empty
 * @param shots in order
 */
public record Shots(String title, String note, List<Shot> shots) {
    /**
     * One or two pictures that belong together.
     *
     * @param jpegs files
     * @param caption below
     */
    public record Shot(List<byte[]> jpegs, String caption) {}
}
