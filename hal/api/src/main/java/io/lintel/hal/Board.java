package io.lintel.hal;

import java.util.List;
import java.util.OptionalDouble;

/** What the board says about itself. Threading: any thread; every call reads anew and may take a millisecond. */
public interface Board {
    /** Who it is. */
    BoardInfo info();

    /** The hottest sensor in degrees Celsius, empty if the board has none. */
    OptionalDouble temperatureCelsius();

    /**
     * Why the board runs, or earlier in this boot ran, slower than it could, in words that end so: "under-voltage now", "throttled
     * earlier in this boot". Empty if it never did.
     */
    List<String> throttling();

    /** How far the wall clock can be trusted. */
    ClockQuality clock();

    /** How fit it is to be left alone. */
    BoardCondition condition();
}
