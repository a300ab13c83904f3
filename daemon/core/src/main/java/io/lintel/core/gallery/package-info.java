/** Who is known: immutable snapshots of templates and exact 1:N matching. */
@NullMarked
package io.lintel.core.gallery;

import org.jspecify.annotations.NullMarked;
