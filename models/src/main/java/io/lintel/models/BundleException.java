package io.lintel.models;

/** A model bundle that is refused. The message reads "{@code what (where): what to do}". */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String where;
    private final String todo;

    /**
     * One refusal.
     *
     * @param what what is wrong
     * @param where the file, with the key or the tensor where that helps
     * @param todo what an installer can do about it
     */
    public BundleException(String what, String where, String todo) {
        super(what + " (" + where + "): " + todo);
        this.what = what;
        this.where = where;
        this.todo = todo;
    }

    /** The same refusal with the exception behind it. */
    public BundleException(String what, String where, String todo, Throwable cause) {
        this(what, where, todo);
        initCause(cause);
    }

    /** What is wrong. */
    public String what() {
        return what;
    }

    /** Where: the file, with the key or the tensor. */
    public String where() {
        return where;
    }

    /** What to do about it. */
    public String todo() {
        return todo;
    }
}
