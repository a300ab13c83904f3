package io.lintel.cli;

/**
 * What one check of {@code lintel doctor} found.
 *
 * @param check its name, stable for scripts
 * @param verdict how bad
 * @param what what was seen
 * @param todo what to do; empty if nothing
 */
record Finding(String check, Verdict verdict, String what, String todo) {
    /** How bad. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** Works, and deserves a look. */
        WARN,
        /** Does not work. */
        FAIL,
        /** Could not be looked at, or does not apply here. */
        SKIP
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Verdict.OK, what, "");
    }

    static Finding warn(String check, String what, String todo) {
        return new Finding(check, Verdict.WARN, what, todo);
    }

    static Finding fail(String check, String what, String todo) {
        return new Finding(check, Verdict.FAIL, what, todo);
    }

    static Finding skip(String check, String what) {
        return new Finding(check, Verdict.SKIP, what, "");
    }
}
