/** What an operator may ask of a door from afar, and who may: signed commands, their verification and their replies. */
@NullMarked
package io.lintel.core.command;

import org.jspecify.annotations.NullMarked;
