package io.lintel.daemon.store;

import io.lintel.core.event.HashChain;
import io.lintel.daemon.store.StoreException.Kind;
import java.util.Optional;

/**
 * What a journal's seal says of the journal when it is opened.
 *
 * @param seal the seal as it should be from now on
 * @param unsealed the events nobody vouches for, {@code "41-58"}; empty if the seal covers all
 * @param cause why that is so
 */
record SealCheck(Seal seal, Optional<String> unsealed, String cause) {
    /** The journal is not what was sealed; what it was is in the seal. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Seal seal;

        Broken(Seal seal, String message) {
            super(message);
            this.seal = seal;
        }

        /** What was sealed. */
        Seal seal() {
            return seal;
        }

        /** The same as what it means for the file. */
        StoreException damage() {
            return new StoreException(Kind.DAMAGED, String.valueOf(getMessage()), this);
        }
    }

    /**
     * Compares.
     *
     * @param last the newest event, if there is one
     * @throws Broken if events that were sealed are changed or gone
     */
    static SealCheck of(Database open, SealKey key, Optional<JournalEntry> last) throws Broken {
        long newest = last.map(JournalEntry::seq).orElse(0L);
        String head = last.map(entry -> HashChain.hash(entry.body())).orElse(HashChain.GENESIS);
        JournalTable table = new JournalTable(open);
        long oldest = table.oldest();
        long first = oldest == 0 ? newest + 1 : oldest;
        Seal fresh = Seal.of(key, newest, head, first);
        Optional<Seal> there = Seal.read(open);
        if (there.isEmpty()) {
            return new SealCheck(fresh, range(first, newest), "the journal had no seal");
        }
        Seal seal = there.get();
        if (!seal.fits(key)) {
            return new SealCheck(fresh, range(first, newest), "the journal's seal was not made with this door's key");
        }
        if (first > seal.first()) {
            throw new Broken(seal, open.file() + " is damaged: events before " + first + " were kept and are gone");
        }
        if (newest < seal.seq()) {
            throw new Broken(seal, open.file() + " is damaged: the events from " + (newest + 1) + " to " + seal.seq()
                    + " were on disk and are gone");
        }
        String sealed = seal.seq() == newest ? head
                : table.bySeq(seal.seq()).map(entry -> HashChain.hash(entry.body())).orElse(HashChain.GENESIS);
        if (!sealed.equals(seal.head())) {
            throw new Broken(seal, open.file() + " is damaged: event " + seal.seq() + " is not what was written");
        }
        return new SealCheck(fresh, range(seal.seq() + 1, newest), "they were written while the seal's key could not be had");
    }

    private static Optional<String> range(long from, long to) {
        return from > to ? Optional.empty() : Optional.of(from == to ? Long.toString(from) : from + "-" + to);
    }
}
