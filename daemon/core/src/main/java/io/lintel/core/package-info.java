/** What the core's packages share: the root of its exceptions. */
@NullMarked
package io.lintel.core;

import org.jspecify.annotations.NullMarked;
