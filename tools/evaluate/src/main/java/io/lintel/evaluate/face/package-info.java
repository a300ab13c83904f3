/** Photographs taken through the models, once each. */
@NullMarked
package io.lintel.evaluate.face;

import org.jspecify.annotations.NullMarked;
