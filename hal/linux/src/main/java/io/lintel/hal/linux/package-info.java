/** The board under Linux: identity, temperature, throttling, clock quality, and the line to the service manager. */
@NullMarked
package io.lintel.hal.linux;

import org.jspecify.annotations.NullMarked;
