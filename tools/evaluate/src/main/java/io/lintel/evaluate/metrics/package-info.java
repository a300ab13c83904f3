/** Error rates of biometrics (ISO/IEC 19795-1) with their uncertainty. Pure arithmetic. */
@NullMarked
package io.lintel.evaluate.metrics;

import org.jspecify.annotations.NullMarked;
