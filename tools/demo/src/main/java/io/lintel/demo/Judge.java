package io.lintel.demo;

import io.lintel.core.event.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds what the door decided against who really stood there. */
final class Judge {
    /** Decisions about the last ones who walked up come while the corridor is empty again; before this many frames nobody new can be meant. */
    private static final int EARLIEST = 3;

    private final GroundTruth truth;
    private final double aliveFrom;
    private final List<String> faults = new ArrayList<>();
    private int recognised;
    private int refused;
    private int doubted;
    private boolean marked;
    private double attackAlive = Double.NaN;

    private Judge(GroundTruth truth, double aliveFrom) {
        this.truth = truth;
        this.aliveFrom = aliveFrom;
    }

    /**
     * Judges one show.
     *
     * @param aliveFrom P(live) from which a face counts as alive
     * @param pulses times the simulated relay released the door
     */
    static Verdict judge(GroundTruth truth, double aliveFrom, List<Decision> decisions, long pulses, Delivery delivery) {
        return new Judge(truth, aliveFrom).judge(decisions, pulses, delivery);
    }

    /** Whose approach a decision is about: the last who had come into the picture by then; -1 if nobody had. */
    static int walkUpAt(GroundTruth truth, double frame) {
        int last = -1;
        for (int i = 0; i < truth.walkUps().size(); i++) {
            if (truth.walkUps().get(i).fromFrame() + EARLIEST <= frame) {
                last = i;
            }
        }
        return last;
    }

    private Verdict judge(List<Decision> decisions, long pulses, Delivery delivery) {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < truth.walkUps().size(); i++) {
            List<Decision> about = new ArrayList<>();
            for (int k = 0; k < decisions.size(); k++) {
                if (walkUpAt(truth, decisions.get(k).frame()) == i) {
                    about.add(decisions.get(k));
                    taken.add(k);
                }
            }
            WalkUp walkUp = truth.walkUps().get(i);
            switch (walkUp.role()) {
                case ENROLLED -> enrolled(walkUp, about);
                case STRANGER -> stranger(walkUp, about);
                case SCREEN_ATTACK -> attack(walkUp, about);
            }
        }
        for (int k = 0; k < decisions.size(); k++) {
            if (!taken.contains(k)) {
                faults.add("a decision was made while nobody had walked up yet: " + decisions.get(k));
            }
        }
        long grants = decisions.stream().filter(Decision::granted).count();
        if (pulses != grants) {
            faults.add("the relay released the door " + pulses + " times for " + grants + " grants");
        }
        delivered(delivery);
        return new Verdict(
                recognised,
                (int) truth.count(Role.ENROLLED),
                refused,
                (int) truth.count(Role.STRANGER),
                marked,
                attackAlive,
                doubted,
                pulses,
                grants,
                faults);
    }

    private void enrolled(WalkUp walkUp, List<Decision> about) {
        boolean opened = false;
        for (Decision decision : about) {
            if (decision.granted() && decision.person().equals(Optional.of(walkUp.person()))) {
                opened = true;
                doubted += lively(decision) ? 0 : 1;
            } else if (decision.granted()) {
                faults.add(walkUp.person() + " was taken for " + decision.person().orElse("nobody"));
            }
        }
        if (opened) {
            recognised++;
        } else {
            faults.add(walkUp.person() + " is enrolled and the door did not open" + said(about));
        }
    }

    private void stranger(WalkUp walkUp, List<Decision> about) {
        boolean opened = false;
        for (Decision decision : about) {
            if (decision.granted()) {
                opened = true;
                faults.add(walkUp.person() + " is a stranger and the door opened for " + decision.person().orElse("nobody"));
            }
        }
        if (about.isEmpty()) {
            faults.add(walkUp.person() + " walked up and the door did not notice");
        } else if (!opened) {
            refused++;
        }
    }

    private void attack(WalkUp walkUp, List<Decision> about) {
        for (Decision decision : about) {
            if (decision.liveness().isPresent()) {
                double alive = decision.liveness().getAsDouble();
                attackAlive = Double.isNaN(attackAlive) ? alive : Math.max(attackAlive, alive);
            }
        }
        marked = about.stream().anyMatch(decision -> !lively(decision) || decision.reason() == Reason.LIVENESS)
                && about.stream().noneMatch(decision -> decision.granted() && lively(decision));
        if (!marked) {
            faults.add("the screen showing " + walkUp.person() + " was not marked as not alive" + said(about));
        }
    }

    private void delivered(Delivery delivery) {
        if (delivery.journalled() == 0) {
            faults.add("the journal is empty");
        }
        if (delivery.duplicates() > 0) {
            faults.add(delivery.duplicates() + " events reached the subscriber more than once");
        }
        if (!delivery.missing().isEmpty()) {
            faults.add(delivery.missing().size() + " journalled events never reached the subscriber: " + delivery.missing());
        }
        if (!delivery.unknown().isEmpty()) {
            faults.add(delivery.unknown().size() + " events reached the subscriber that are not in the journal: " + delivery.unknown());
        }
    }

    /** A face that was not asked counts as alive: nobody doubted it. */
    private boolean lively(Decision decision) {
        return decision.liveness().isEmpty() || decision.liveness().getAsDouble() >= aliveFrom;
    }

    private static String said(List<Decision> about) {
        if (about.isEmpty()) {
            return "; it did not notice";
        }
        return "; it said " + String.join(", ", about.stream().map(decision -> decision.reason().wire()).toList());
    }
}
