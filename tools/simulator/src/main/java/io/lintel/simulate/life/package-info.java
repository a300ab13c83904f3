/** What people, operators and fate do. */
@NullMarked
package io.lintel.simulate.life;

import org.jspecify.annotations.NullMarked;
