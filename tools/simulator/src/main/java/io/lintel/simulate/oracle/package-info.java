/** What must always hold, judged by what can be seen from outside the door. */
@NullMarked
package io.lintel.simulate.oracle;

import org.jspecify.annotations.NullMarked;
