/** GPIO lines through Pi4J, with a provider of our own for the kernel's gpiochip v2 interface. */
@NullMarked
package io.lintel.hal.pi4j;

import org.jspecify.annotations.NullMarked;
