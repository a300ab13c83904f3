package io.lintel.hal.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import io.lintel.hal.Edge;
import io.lintel.hal.InputLine;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An input: Pi4J's and the HAL's at once. Edges are taken by {@link #await}; Pi4J's listeners are told of each by the thread that
 * takes it, and of none if no thread does.
 *
 * <p>Threading: one thread; {@link #close} any.
 */
final class KernelInput extends DigitalInputBase implements InputLine {
    private static final Logger LOG = LoggerFactory.getLogger(KernelInput.class);

    private final HeldLine line;
    private final EdgeReader edges;
    private final LineAddress address;
    private final Object registryLock;

    /** Takes over a line that the kernel has given. */
    KernelInput(KernelInputProvider provider, LineInputConfig config, HeldLine line, EdgeReader edges, Object registryLock) {
        super(provider, config);
        this.line = line;
        this.edges = edges;
        this.address = config.line();
        this.registryLock = registryLock;
    }

    @Override
    public boolean isActive() {
        return line.active();
    }

    /** The electrical level now. */
    @Override
    public DigitalState state() {
        return address.electrical(line.active());
    }

    @Override
    public Optional<Edge> await(long timeoutNanos) {
        Optional<Edge> edge = edges.await(timeoutNanos);
        if (edge.isPresent() && hasListenersOrBindings()) {
            dispatch(new DigitalStateChangeEvent<DigitalInput>(this, address.electrical(edge.get().active())));
        }
        return edge;
    }

    @Override
    public void close() {
        edges.close(); // wakes the one waiting before the registry is asked for
        synchronized (registryLock) {
            try {
                super.close();
            } catch (RuntimeException e) {
                LOG.warn("close {}: {}", line.label(), e.getMessage());
            }
        }
    }

    @Override
    public DigitalInput shutdownInternal(Context context) {
        edges.close();
        return super.shutdownInternal(context);
    }
}
