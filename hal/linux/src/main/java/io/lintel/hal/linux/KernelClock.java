package io.lintel.hal.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * What {@code adjtimex(2)} says of the wall clock.
 *
 * @param known false where the call is forbidden (a service with {@code ProtectClock=yes}, some containers)
 * @param synchronised neither {@code STA_UNSYNC} nor the state {@code TIME_ERROR}
 * @param maxErrorMicros the kernel's bound on the clock's error
 */
record KernelClock(boolean known, boolean synchronised, long maxErrorMicros) {
    /** Nothing is known. */
    static final KernelClock UNKNOWN = new KernelClock(false, false, 0);

    /** {@code struct timex} (include/uapi/linux/timex.h) where long has 8 bytes. */
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("modes"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("offset"),
            JAVA_LONG.withName("freq"),
            JAVA_LONG.withName("maxerror"),
            JAVA_LONG.withName("esterror"),
            JAVA_INT.withName("status"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("constant"),
            JAVA_LONG.withName("precision"),
            JAVA_LONG.withName("tolerance"),
            MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("time"),
            JAVA_LONG.withName("tick"),
            JAVA_LONG.withName("ppsfreq"),
            JAVA_LONG.withName("jitter"),
            JAVA_INT.withName("shift"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("stabil"),
            JAVA_LONG.withName("jitcnt"),
            JAVA_LONG.withName("calcnt"),
            JAVA_LONG.withName("errcnt"),
            JAVA_LONG.withName("stbcnt"),
            JAVA_INT.withName("tai"),
            MemoryLayout.paddingLayout(44));

    private static final int STA_UNSYNC = 0x0040;
    private static final int TIME_ERROR = 5;
    private static final VarHandle STATUS = LAYOUT.varHandle(groupElement("status"));
    private static final VarHandle MAX_ERROR = LAYOUT.varHandle(groupElement("maxerror"));

    /**
     * Reads what the kernel wrote.
     *
     * @param state what the call returned
     */
    static KernelClock of(int state, MemorySegment timex) {
        int status = (int) STATUS.get(timex, 0L);
        return new KernelClock(true, state != TIME_ERROR && (status & STA_UNSYNC) == 0, (long) MAX_ERROR.get(timex, 0L));
    }
}
