/** Simulated devices: scripted cameras, lines, accelerators and boards. A product, not a test helper. */
@NullMarked
package io.lintel.hal.sim;

import org.jspecify.annotations.NullMarked;
