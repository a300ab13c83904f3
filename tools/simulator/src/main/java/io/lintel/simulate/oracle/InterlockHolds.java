package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.OtherDoor.Spell;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Switch;
import java.time.Duration;

/**
 * Of two doors never both are released by face for longer than it takes to notice; this one grants nobody while the other is not secure,
 * and tells it at once when it is not secure itself.
 */
final class InterlockHolds implements Oracle {
    private static final long BOUND_NANOS = Causes.NOTICE_NANOS;
    /** Everything must have been as it should for this long. */
    private static final long BEFORE_NANOS = Duration.ofSeconds(2).toNanos();

    private final View view;
    private final Site site;
    private long bothSince = -1;

    InterlockHolds(View view) {
        this.view = view;
        this.site = view.site();
    }

    @Override
    public void received(StampedEvent event) {
        if (site.plan().rules().interlock()) {
            view.told(event).filter(told -> told.is(EventType.ACCESS_GRANTED)).ifPresent(grant -> {
                for (Spell spell : site.otherDoor().spells()) {
                    if (spell.from() + BOUND_NANOS < grant.nanos() && grant.nanos() < spell.until() && site.wiresGoodAt(grant.nanos())) {
                        throw violation(grant + " although the other door has not been secure since " + View.moment(spell.from()));
                    }
                }
            });
        }
    }

    @Override
    public void step() {
        boolean well = site.process().upFor(BEFORE_NANOS, view.now()) && site.wiresGoodFor(BEFORE_NANOS);
        if (!site.plan().rules().interlock() || !well) {
            bothSince = -1;
            return;
        }
        Switch contact = site.at(Switch.Role.CONTACT);
        boolean open = site.plan().contactFitted() && site.isOpen() && !contact.restless() && view.now() - contact.since() > BOUND_NANOS;
        if (site.otherDoor().hearsSecure() && (site.relay().released() || open)) {
            throw violation("not secure at " + View.moment(view.now()) + ", and the other door is told that it is");
        }
        boolean excused = site.causes().live(Causes.Kind.EXIT)
                || site.causes().live(Causes.Kind.OPERATOR)
                || site.causes().live(Causes.Kind.FIRE)
                || site.isOpen()
                || contact.restless()
                || view.now() - contact.since() < BOUND_NANOS;
        boolean both = site.relay().released() && site.otherDoor().letIn() && !excused;
        if (both && bothSince >= 0 && view.now() - bothSince > BOUND_NANOS) {
            throw violation("both doors have been released by face since " + View.moment(bothSince));
        }
        bothSince = !both ? -1 : bothSince < 0 ? view.now() : bothSince;
    }
}
