package io.lintel.models;

/** A picture file that cannot be used. The message reads "{@code name: what is wrong and what to do}". */
public final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    /**
     * One refusal.
     *
     * @param name the file, or how the sender named the picture
     * @param detail what is wrong and what to do
     */
    public PictureException(String name, String detail) {
        super(name + ": " + detail);
        this.detail = detail;
    }

    /** The same refusal with the exception behind it. */
    public PictureException(String name, String detail, Throwable cause) {
        super(name + ": " + detail, cause);
        this.detail = detail;
    }

    /** What is wrong and what to do, without the name. */
    public String detail() {
        return detail;
    }
}
