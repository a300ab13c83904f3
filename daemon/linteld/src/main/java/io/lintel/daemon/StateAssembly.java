package io.lintel.daemon;

import io.lintel.core.event.EventIds;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.Connector;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.JournalSettings;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.daemon.store.StateDirectory;
import io.lintel.hal.Board;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Joins what lies in a state directory: the journal, and the register of people that keeps the key of the journal's seal.
 *
 * @param config where and for how long
 * @param state held by this process
 * @param disk how the journal's file is reached
 */
record StateAssembly(
        Config config, StateDirectory state, Connector disk, LongSupplier nanos, InstantSource wall, SecureRandom random) {
    PeopleRegister register(Component health) {
        return new PeopleRegister(() -> PeopleStore.open(state.people(), config.state().key(), random), wall, health);
    }

    Journal journal(Board board, PeopleRegister register) {
        JournalSettings settings = new JournalSettings(
                state.journal(),
                config.site().id(),
                config.door().id(),
                board.info().bootId(),
                config.site().zone(),
                config.state().retention(),
                config.mqtt().enabled(),
                config.attendance().enabled());
        return new Journal(settings, new EventIds(wall, random), board::clock, wall, nanos, disk, register::sealKey);
    }

    JournalReader reader() {
        return new JournalReader(state.journal(), disk);
    }
}
