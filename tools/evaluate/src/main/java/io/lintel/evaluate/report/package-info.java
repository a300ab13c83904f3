/** Results as text, as charts, as one HTML file. */
@NullMarked
package io.lintel.evaluate.report;

import org.jspecify.annotations.NullMarked;
