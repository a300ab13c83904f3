package io.lintel.daemon;

import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalStatus;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.CertificateWatch;
import io.lintel.daemon.uplink.UplinkAgent;
import io.lintel.daemon.uplink.UplinkStatus;
import java.util.Optional;

/** Translates what journal and uplink say of themselves into health. Threading: the supervisor's. */
final class StoreWatch {
    private StoreWatch() {}

    /** The errand that watches the journal. */
    static Runnable journal(JournalAgent agent, Component health) {
        return () -> {
            JournalStatus status = agent.status();
            String advice = advice(status.trouble());
            if (!status.recording()) {
                health.offline(status.detail() + " (" + status.waiting() + " events wait in memory)", advice);
            } else if (!status.writing()) {
                health.degraded(status.detail() + " (events wait in memory)", advice);
            } else if (status.setAside().isPresent()) {
                health.degraded(
                        status.detail(), "\"sqlite3 FILE .recover\" reads what is left of the file set aside; then restart the service");
            } else if (status.commits() > 0) {
                health.ok("writes");
            }
        };
    }

    private static String advice(Optional<StoreException.Kind> trouble) {
        return switch (trouble.orElse(StoreException.Kind.FULL)) {
            case FULL -> "free the disk of [state] directory";
            case DENIED -> "make [state] directory writable again; a card that turned read-only is failing: replace it";
            case DAMAGED -> "the next attempt sets the damaged file aside and begins a new one; replace the card if this comes again";
            case IO -> "check the card and the kernel's log; replace a card that fails";
            case BUSY, NEWER, KEY, OTHER -> "mend it before the next restart: what waits in memory is lost with the process";
        };
    }

    /** The errand that watches the uplink. */
    static Runnable uplink(UplinkAgent agent, CertificateWatch certificates, Component health) {
        return () -> {
            UplinkStatus status = agent.status();
            if (status.phase() != UplinkStatus.Phase.ONLINE && status.detail().isEmpty()) {
                return; // the first attempt is no news
            }
            switch (status.phase()) {
                case ONLINE -> certificates.warning(status.certificateUntil()).ifPresentOrElse(
                        warning -> health.degraded(warning, "renew it; the next connection takes the new file"),
                        () -> health.ok("connected"));
                case REFUSED -> health.degraded(status.detail(), "see the broker's access rules");
                case OFFLINE, CONNECTING -> health.degraded(status.detail(), "events are kept and delivered later");
            }
        };
    }
}
