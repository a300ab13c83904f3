/** Cameras through JavaCV: files, V4L2 devices, RTSP streams and a command's output. */
@NullMarked
package io.lintel.hal.javacv;

import org.jspecify.annotations.NullMarked;
