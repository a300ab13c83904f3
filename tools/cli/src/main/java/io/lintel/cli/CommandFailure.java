package io.lintel.cli;

/** A command that could not do its job; the message says what and where, {@link #todo()} what to do. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String todo;

    CommandFailure(String what, String todo) {
        super(what);
        this.todo = todo;
    }

    String todo() {
        return todo;
    }
}
