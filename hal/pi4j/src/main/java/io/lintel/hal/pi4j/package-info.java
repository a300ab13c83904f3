/**
 * GPIO lines through Pi4J, with our own Pi4J provider for the kernel's GPIO character device, second uAPI.
 *
 * <p>From the kernel up: one class per structure of {@code include/uapi/linux/gpio.h} ({@link io.lintel.hal.pi4j.LineRequest},
 * {@link io.lintel.hal.pi4j.LineEvent} …); {@link io.lintel.hal.pi4j.Kernel}, the few system calls with errors as values; {@link
 * io.lintel.hal.pi4j.Chip}, {@link io.lintel.hal.pi4j.HeldLine} and {@link io.lintel.hal.pi4j.EdgeReader}; Pi4J's providers and
 * I/O objects, {@link io.lintel.hal.pi4j.KernelOutput} and {@link io.lintel.hal.pi4j.KernelInput}, which are the HAL's lines too.
 *
 * <p>Three things Pi4J's model cannot carry, and what is done instead:
 *
 * <ul>
 *   <li>its output is created and then driven to its initial state: a relay may click in between. Here the initial state is part
 *       of the kernel's line request, and Pi4J's first {@code state()} call only takes note of it;
 *   <li>its change event has neither a time nor a number. Edges therefore come from {@link io.lintel.hal.InputLine#await}, with
 *       the kernel's time stamp and sequence; Pi4J listeners, if any, are told from there, by the thread that awaits;
 *   <li>its registry knows an I/O by its offset alone, so that line 4 of a second chip seems taken. {@link
 *       io.lintel.hal.pi4j.LineOutputConfig} and {@link io.lintel.hal.pi4j.LineInputConfig} count the chip in.
 * </ul>
 */
@NullMarked
package io.lintel.hal.pi4j;

import org.jspecify.annotations.NullMarked;
