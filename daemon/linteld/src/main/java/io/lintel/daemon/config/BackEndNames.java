package io.lintel.daemon.config;

import java.util.List;

/**
 * What the back-ends that are installed are called in the configuration.
 *
 * @param cameraSchemes what {@code camera.source} may begin with, without the colon
 * @param gpios for {@code gpio.provider}
 * @param accelerators for {@code accelerator.provider}
 * @param boards for {@code board.provider}
 */
public record BackEndNames(List<String> cameraSchemes, List<String> gpios, List<String> accelerators, List<String> boards) {
    /** Keeps its own copies, sorted. */
    public BackEndNames {
        cameraSchemes = cameraSchemes.stream().sorted().toList();
        gpios = gpios.stream().sorted().toList();
        accelerators = accelerators.stream().sorted().toList();
        boards = boards.stream().sorted().toList();
    }
}
