/** Runs the tests tagged {@code board} where they belong: on the virtual board's kernel. */
@NullMarked
package io.lintel.board;

import org.jspecify.annotations.NullMarked;
