package io.lintel.core.control;

/**
 * Why an operation could not be done, for the eyes of whoever asked.
 *
 * @param what what went wrong, one line
 * @param where the file, device, person or setting concerned; empty if there is none
 * @param todo what to do about it; empty if nothing can be done
 */
public record ControlError(String what, String where, String todo) {
    /** The three parts in one line, the empty ones left out. */
    public String line() {
        StringBuilder line = new StringBuilder(what);
        if (!where.isEmpty()) {
            line.append(" [").append(where).append(']');
        }
        if (!todo.isEmpty()) {
            line.append(": ").append(todo);
        }
        return line.toString();
    }
}
