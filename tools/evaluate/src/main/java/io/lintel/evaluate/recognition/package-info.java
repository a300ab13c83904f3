/** How well people are told apart: verification, identification, calibration, groups. */
@NullMarked
package io.lintel.evaluate.recognition;

import org.jspecify.annotations.NullMarked;
