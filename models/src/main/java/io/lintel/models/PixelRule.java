package io.lintel.models;

import java.util.Collections;
import java.util.List;

/**
 * How pixels become a tensor: {@code (pixel − subtract) / divide}, pixel 0..255, plane by plane.
 *
 * @param order the planes' order
 * @param subtract one number a plane, or one for all
 * @param divide one number a plane, or one for all; none is 0
 */
public record PixelRule(ChannelOrder order, List<Double> subtract, List<Double> divide) {
    /** Checks the numbers. */
    public PixelRule {
        subtract = spread("subtract", subtract, order.planes());
        divide = spread("divide", divide, order.planes());
        if (divide.contains(0.0)) {
            throw new IllegalArgumentException("divide must not be 0");
        }
    }

    /** The factor a pixel of a plane is multiplied by. */
    double scale(int plane) {
        return 1 / divide.get(plane);
    }

    /** What is added after scaling. */
    double offset(int plane) {
        return -subtract.get(plane) / divide.get(plane);
    }

    private static List<Double> spread(String name, List<Double> numbers, int planes) {
        if (numbers.size() == planes) {
            return List.copyOf(numbers);
        }
        if (numbers.size() != 1) {
            throw new IllegalArgumentException(name + " has " + numbers.size() + " numbers; it needs 1 or " + planes);
        }
        return Collections.nCopies(planes, numbers.get(0));
    }
}
