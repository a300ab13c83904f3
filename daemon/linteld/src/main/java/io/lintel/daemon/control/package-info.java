/** The control socket: server, client, and the same operations in-process. */
@NullMarked
package io.lintel.daemon.control;

import org.jspecify.annotations.NullMarked;
