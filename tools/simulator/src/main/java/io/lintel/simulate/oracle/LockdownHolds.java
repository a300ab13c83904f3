package io.lintel.simulate.oracle;

import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Site;

/** In a lockdown only fire and the exit button release. */
final class LockdownHolds implements Oracle {
    private final View view;

    LockdownHolds(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        Site site = view.site();
        boolean excused = site.causes().live(Causes.Kind.EXIT) || site.causes().live(Causes.Kind.FIRE);
        if (site.relay().released() && site.lockdownFor(Causes.NOTICE_NANOS) && !excused) {
            throw violation("released in a lockdown, by neither fire nor exit button, at " + View.moment(view.now()));
        }
    }
}
