package io.lintel.simulate.oracle;

import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Switch;
import java.time.Duration;

/** As long as the fire alarm lasts the lock is released, whatever else holds. */
final class FireReleases implements Oracle {
    private static final long STARTED_NANOS = Duration.ofSeconds(2).toNanos();

    private final View view;

    FireReleases(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        Site site = view.site();
        Switch fire = site.at(Switch.Role.FIRE);
        boolean must = fire.active()
                && !fire.restless()
                && view.now() - fire.since() >= Causes.NOTICE_NANOS
                && site.process().upFor(STARTED_NANOS, view.now())
                && site.wiresGoodFor(Causes.NOTICE_NANOS);
        if (must && !site.relay().released()) {
            throw violation("locked at " + View.moment(view.now()) + " while the fire alarm has lasted since "
                    + View.moment(fire.since()));
        }
    }
}
