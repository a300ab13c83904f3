/** What is so, whatever the door makes of it: wires, lock, leaf, people, and what may have released the lock. */
@NullMarked
package io.lintel.simulate.site;

import org.jspecify.annotations.NullMarked;
