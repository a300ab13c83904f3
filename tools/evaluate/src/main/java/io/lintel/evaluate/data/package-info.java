/** Labelled photographs, and who is compared with whom. */
@NullMarked
package io.lintel.evaluate.data;

import org.jspecify.annotations.NullMarked;
