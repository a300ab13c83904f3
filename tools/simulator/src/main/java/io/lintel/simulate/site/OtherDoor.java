package io.lintel.simulate.site;

import java.util.ArrayList;
import java.util.List;

/** The other door of the interlock, which keeps its side of the bargain: it lets nobody in by face unless it hears that this one is secure. */
public final class OtherDoor {
    /** For so long it was not secure; until {@link Long#MAX_VALUE} if it still is not. */
    public record Spell(long from, long until) {}

    private final Agenda agenda;
    private final Story story;
    private final Site site;
    private final List<Spell> spells = new ArrayList<>();
    private boolean hearsSecure;
    private boolean letIn;
    private long order;

    OtherDoor(Agenda agenda, Story story, Site site) {
        this.agenda = agenda;
        this.story = story;
        this.site = site;
    }

    /** The wire from this door says so. */
    void hears(boolean secure) {
        hearsSecure = secure;
    }

    /** Whether it hears that this door is secure. */
    public boolean hearsSecure() {
        return hearsSecure;
    }

    /** Whether it let somebody in by face and is not secure again. */
    public boolean letIn() {
        return letIn;
    }

    /** When it was not secure. */
    public List<Spell> spells() {
        return spells;
    }

    /** Somebody stands before it whom it knows, and goes through at once or not at all; it needs a moment to decide. */
    public void faceComes(long decidesNanos, long lastsNanos) {
        if (hearsSecure) {
            agenda.in(decidesNanos, () -> unlock(true, lastsNanos));
        }
    }

    /** Somebody leaves by it, which nothing can forbid. */
    public void leaves(long lastsNanos) {
        unlock(false, lastsNanos);
    }

    private void unlock(boolean byFace, long lastsNanos) {
        if (site.at(Switch.Role.INTERLOCK).active()) {
            return;
        }
        story.tell(() -> "the other door unlocks");
        story.saw(Happening.OTHER_DOOR_UNLOCKED);
        letIn = byFace;
        spells.add(new Spell(agenda.now(), Long.MAX_VALUE));
        site.at(Switch.Role.INTERLOCK).set(true);
        long mine = ++order;
        agenda.in(lastsNanos, () -> secure(mine));
        agenda.stir();
    }

    private void secure(long which) {
        if (which == order && site.at(Switch.Role.INTERLOCK).active()) {
            story.tell(() -> "the other door is secure again");
            letIn = false;
            spells.add(new Spell(spells.removeLast().from, agenda.now()));
            site.at(Switch.Role.INTERLOCK).set(false);
            agenda.stir();
        }
    }

    /** Whatever is the matter with it ends. */
    public void end() {
        secure(order);
    }
}
