package io.lintel.daemon.config;

/** What becomes of the files that a configuration names: secrets, certificates, models. */
enum NamedFiles {
    /** Secrets and certificates must be usable by this user: for whoever runs the door. */
    REQUIRED,
    /** Looked at as far as this user can; what only the service can judge is a note: for whoever asks whether the file is right. */
    REVIEWED,
    /** Not touched: for a client, which needs only to know where the door's socket and state are. */
    UNTOUCHED
}
