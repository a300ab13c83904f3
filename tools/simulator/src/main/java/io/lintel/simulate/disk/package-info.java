/** The disk under the journal: real SQLite files, and what can happen to them. */
@NullMarked
package io.lintel.simulate.disk;

import org.jspecify.annotations.NullMarked;
