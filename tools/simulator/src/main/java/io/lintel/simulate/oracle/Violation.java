package io.lintel.simulate.oracle;

/** Something that must always hold did not. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String oracle;

    /** Says which oracle and what it saw. */
    public Violation(String oracle, String what) {
        super(oracle + ": " + what, null, false, false);
        this.oracle = oracle;
    }

    /** The oracle's name. */
    public String oracle() {
        return oracle;
    }
}
