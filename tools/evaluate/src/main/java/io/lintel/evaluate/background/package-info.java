/** How often what is no face passes for one, step by step. */
@NullMarked
package io.lintel.evaluate.background;

import org.jspecify.annotations.NullMarked;
