/** Contract suites: what every back-end of a hardware interface promises. Back-ends extend them in their own tests. */
@NullMarked
package io.lintel.hal.contract;

import org.jspecify.annotations.NullMarked;
