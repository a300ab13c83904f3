/** A broker and a hub, and what can happen to messages. */
@NullMarked
package io.lintel.simulate.broker;

import org.jspecify.annotations.NullMarked;
