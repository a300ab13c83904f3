package io.lintel.simulate.site;

import java.util.Locale;

/** What can go wrong. */
public enum Fault {
    CAMERA_GONE,
    CAMERA_STUCK,
    CAMERA_FROZEN,
    CAMERA_BLACK,
    CAMERA_GARBAGE,
    CONTACT_BOUNCE,
    EDGE_STORM,
    GPIO_UNPLUGGED,
    LINE_BUSY,
    AGENT_STALLED,
    DISK_SLOW,
    DISK_FULL,
    DISK_FAILS,
    DISK_DOUBTFUL,
    CRASH_BEFORE_WRITE,
    CRASH_TORN_WRITE,
    CRASH_AFTER_WRITE,
    KILLED,
    POWER_CUT,
    RESTARTED,
    MEMORY_LATE,
    CLOCK_FORWARD,
    CLOCK_BACK,
    CLOCK_1970,
    CLOCK_YEARS_OFF,
    CLOCK_NOT_BELIEVED,
    BROKER_DOWN,
    BROKER_SILENT,
    BROKER_FORGETS,
    BROKER_REFUSES,
    CONNECTION_CUT,
    PUBACK_LOST,
    MESSAGE_DUPLICATED,
    MESSAGE_DELAYED,
    HUB_AWAY,
    HUB_ACK_LOST,
    COMMAND_REPEATED,
    COMMAND_LATE;

    /** For people. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
