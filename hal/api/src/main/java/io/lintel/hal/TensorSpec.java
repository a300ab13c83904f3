package io.lintel.hal;

import java.util.List;

/**
 * Name, type and fixed shape of a model's input or output.
 *
 * @param shape extents, outermost first (NCHW for pictures); every one positive
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {
    /** Keeps its own copy of the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("tensor " + name + " has the open shape " + shape + "; it must be fixed");
        }
    }

    /** Number of elements. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Bytes of the whole tensor. */
    public long bytes() {
        return elements() * type.bytes();
    }
}
