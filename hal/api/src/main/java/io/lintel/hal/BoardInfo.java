package io.lintel.hal;

/**
 * Identity of a board.
 *
 * @param model the device tree's or firmware's model string ("Raspberry Pi 5 Model B Rev 1.0")
 * @param architecture {@code aarch64}, {@code x86_64}
 * @param cores CPU cores this process may use
 * @param memoryBytes physical memory
 * @param bootId the kernel's random id of this boot
 */
public record BoardInfo(String model, String architecture, int cores, long memoryBytes, String bootId) {}
