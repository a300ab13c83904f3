/** Figures: JMH and scripted runs. */
@NullMarked
package io.lintel.benchmarks;

import org.jspecify.annotations.NullMarked;
