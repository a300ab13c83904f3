package io.lintel.models;

/** The order of a tensor's colour planes. */
public enum ChannelOrder {
    /** Red, green, blue. */
    RGB(3),
    /** Blue, green, red: OpenCV's own. */
    BGR(3),
    /** Luma only (BT.601). */
    GREY(1);

    private final int planes;

    ChannelOrder(int planes) {
        this.planes = planes;
    }

    /** Number of planes. */
    public int planes() {
        return planes;
    }
}
