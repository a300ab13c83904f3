/** The demonstration: photographs walk up to a door. */
@NullMarked
package io.lintel.demo;

import org.jspecify.annotations.NullMarked;
