package io.lintel.hal.sim;

/**
 * One fault and when: from step {@code after} on, for {@code length} steps.
 *
 * @param fault what goes wrong
 * @param after steps that go well before it
 * @param length steps it lasts; {@link Long#MAX_VALUE} for good
 */
public record FaultScript(CameraFault fault, long after, long length) {
    /** Nothing ever goes wrong. */
    public static FaultScript none() {
        return new FaultScript(CameraFault.NONE, 0, Long.MAX_VALUE);
    }

    /** The fault at a step, 0-based. */
    public CameraFault at(long step) {
        return step >= after && step - after < length ? fault : CameraFault.NONE;
    }
}
