/**
 * The hardware abstraction layer: what a door's software may ask of a board.
 *
 * <p>Minimal, fallible and logical, in the spirit of the embedded-hal crates: a line is <em>active</em> or not (never "high"),
 * a camera yields frames (never ioctls), and every operation may fail with a {@link HalException} that carries a small
 * {@link HalErrorKind} plus its exact cause. Configuration stays outside; back-ends are found through {@link
 * java.util.ServiceLoader} by the providers in this package.
 */
@NullMarked
package io.lintel.hal;

import org.jspecify.annotations.NullMarked;
