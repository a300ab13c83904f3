package io.lintel.daemon;

import io.lintel.daemon.config.BackEndNames;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.BoardProvider;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.GpioProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The hardware back-ends there are, and the choice of one by its configured name. A name that nobody answers to is a mistake in the
 * configuration and ends the start.
 *
 * @param cameras by scheme
 * @param gpios by name
 * @param accelerators by name
 * @param boards by name
 */
public record BackEnds(
        List<CameraProvider> cameras,
        List<GpioProvider> gpios,
        List<AcceleratorProvider> accelerators,
        List<BoardProvider> boards) {
    /** Keeps its own copies. */
    public BackEnds {
        cameras = List.copyOf(cameras);
        gpios = List.copyOf(gpios);
        accelerators = List.copyOf(accelerators);
        boards = List.copyOf(boards);
    }

    /** Those on the class path. */
    public static BackEnds installed() {
        return new BackEnds(
                load(CameraProvider.class), load(GpioProvider.class), load(AcceleratorProvider.class), load(BoardProvider.class));
    }

    /** What they are called in the configuration. */
    public BackEndNames names() {
        return new BackEndNames(
                cameras.stream().flatMap(each -> each.schemes().stream()).toList(),
                gpios.stream().map(GpioProvider::name).toList(),
                accelerators.stream().map(AcceleratorProvider::name).toList(),
                boards.stream().map(BoardProvider::name).toList());
    }

    /** The camera back-end for a scheme. */
    public CameraProvider camera(String scheme) {
        Optional<CameraProvider> found =
                cameras.stream().filter(each -> each.schemes().contains(scheme)).findFirst();
        return found.orElseThrow(() -> unknown("[camera] source", scheme + ":", cameras.stream()
                .flatMap(each -> each.schemes().stream())
                .sorted()
                .map(each -> each + ":")
                .collect(Collectors.joining(", "))));
    }

    /** The GPIO back-end of that name. */
    public GpioProvider gpio(String name) {
        return named("[gpio] provider", name, gpios, GpioProvider::name);
    }

    /** The accelerator back-end of that name. */
    public AcceleratorProvider accelerator(String name) {
        return named("[accelerator] provider", name, accelerators, AcceleratorProvider::name);
    }

    /** The board back-end of that name. */
    public BoardProvider board(String name) {
        return named("[board] provider", name, boards, BoardProvider::name);
    }

    private static <T> List<T> load(Class<T> type) {
        return StreamSupport.stream(ServiceLoader.load(type).spliterator(), false).toList();
    }

    private static <T> T named(String key, String name, List<T> all, Function<T, String> nameOf) {
        return all.stream()
                .filter(each -> nameOf.apply(each).equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(key, name, all.stream().map(nameOf).sorted().collect(Collectors.joining(", "))));
    }

    private static StartException unknown(String key, String name, String known) {
        return new StartException(ExitCode.CONFIG, key + " = \"" + name + "\": no such back-end is installed; there are: " + known);
    }
}
