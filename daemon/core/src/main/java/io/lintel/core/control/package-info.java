/** The words of the control socket: what the command line asks of a running daemon. */
@NullMarked
package io.lintel.core.control;

import org.jspecify.annotations.NullMarked;
