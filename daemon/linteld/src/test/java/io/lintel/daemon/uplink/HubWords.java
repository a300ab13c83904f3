package io.lintel.daemon.uplink;

/** What comes from the hub, for tests of other rooms. */
public final class HubWords {
    private static final Payloads PAYLOADS = new Payloads();

    private HubWords() {}

    /** Reads bytes as each of the words there are; they never throw. */
    public static void read(byte[] bytes) {
        PAYLOADS.ack(bytes);
        PAYLOADS.replay(bytes);
        PAYLOADS.presence(bytes);
    }
}
