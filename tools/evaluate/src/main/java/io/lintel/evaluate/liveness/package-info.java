/** Presentation attacks made from photographs, and how many of them are detected (ISO/IEC 30107-3). */
@NullMarked
package io.lintel.evaluate.liveness;

import org.jspecify.annotations.NullMarked;
