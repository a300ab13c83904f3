/** Measures a model bundle on labelled photographs: verification, identification, liveness; what {@code lintel evaluate} prints. */
@NullMarked
package io.lintel.evaluate;

import org.jspecify.annotations.NullMarked;
