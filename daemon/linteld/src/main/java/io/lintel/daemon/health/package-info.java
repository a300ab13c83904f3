/** How each part of the daemon fares, in words an installer can act on. */
@NullMarked
package io.lintel.daemon.health;

import org.jspecify.annotations.NullMarked;
