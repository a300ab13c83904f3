package io.lintel.hal.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalState;
import io.lintel.hal.HalException;
import io.lintel.hal.OutputLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An output: Pi4J's and the HAL's at once. Pi4J speaks of the electrical level, the HAL of active and inactive; they differ for an
 * active-low line.
 *
 * <p>Threading: {@link #set} and {@link #state(DigitalState)} one thread; {@link #close} any.
 */
final class KernelOutput extends DigitalOutputBase implements OutputLine {
    private static final Logger LOG = LoggerFactory.getLogger(KernelOutput.class);

    private final HeldLine line;
    private final DigitalState onState;
    private final DigitalState offState;
    private final boolean initial;
    private final Object registryLock;
    private boolean initialised;
    private volatile boolean active;

    /** Takes over a line that the kernel has given in its initial state. */
    KernelOutput(KernelOutputProvider provider, LineOutputConfig config, HeldLine line, Object registryLock) {
        super(provider, config);
        this.line = line;
        this.onState = config.line().electrical(true);
        this.offState = config.line().electrical(false);
        this.initial = config.initial();
        this.active = initial;
        this.registryLock = registryLock;
    }

    /** Pi4J drives the initial state now; the line has it since its request, so that only Pi4J's own note of it is made. */
    @Override
    public DigitalOutput initialize(Context context) {
        super.initialize(context);
        initialised = true;
        return this;
    }

    /**
     * Drives the electrical level.
     *
     * @throws HalException {@code GONE}
     */
    @Override
    public DigitalOutput state(DigitalState level) {
        if (level == DigitalState.UNKNOWN) {
            throw new IllegalArgumentException("an output cannot be driven to UNKNOWN");
        }
        if (initialised) {
            active = level == onState;
            line.drive(active);
        }
        return super.state(level);
    }

    @Override
    public void set(boolean wanted) {
        state(wanted ? onState : offState);
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public void close() {
        synchronized (registryLock) {
            if (!line.isClosed()) {
                try {
                    super.close(); // by way of Pi4J's registry to shutdownInternal
                } catch (RuntimeException e) {
                    LOG.warn("close {}: {}", line.label(), e.getMessage());
                } finally {
                    line.close();
                }
            }
        }
    }

    /** Returns to rest, or to the end state that a Pi4J program asked for, and lets the line go. */
    @Override
    public DigitalOutput shutdownInternal(Context context) {
        try {
            DigitalState end = config().shutdownState();
            if (end == null || end == DigitalState.UNKNOWN) {
                set(initial);
            }
            return super.shutdownInternal(context);
        } catch (HalException e) {
            LOG.debug("an unplugged chip drives nothing: {}", e.getMessage());
            return this;
        } finally {
            line.close();
        }
    }
}
