/** Who may pass when: rules, what they need to know of people, and on which side people are. Pure. */
@NullMarked
package io.lintel.core.access;

import org.jspecify.annotations.NullMarked;
