package io.lintel.simulate.oracle;

/** The lock is released no longer than the last cause lasts, and the little it takes to notice that. */
final class ReleaseEnds implements Oracle {
    private final View view;

    ReleaseEnds(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        if (view.site().relay().released() && !view.site().causes().live()) {
            throw violation("still released at " + View.moment(view.now()) + "; the last cause ended at "
                    + View.moment(view.site().causes().lastEnd()));
        }
    }
}
