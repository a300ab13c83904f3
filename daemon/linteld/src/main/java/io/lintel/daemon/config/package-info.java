/** The door's configuration: one TOML file and its conf.d, read once, all errors at once. */
@NullMarked
package io.lintel.daemon.config;

import org.jspecify.annotations.NullMarked;
