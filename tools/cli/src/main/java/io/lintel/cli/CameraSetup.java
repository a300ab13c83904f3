package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.StartException;
import io.lintel.hal.Camera;
import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The part of {@code lintel setup} that finds the door's camera, by looking through it. */
final class CameraSetup {
    private static final int COLUMNS = 64;
    /** A camera that was just switched on finds its exposure first. */
    private static final int PICTURES_TO_SETTLE = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BackEnds backEnds;
    private final Questions questions;
    private final Console console;

    CameraSetup(BackEnds backEnds, Questions questions, Console console) {
        this.backEnds = backEnds;
        this.questions = questions;
        this.console = console;
    }

    /**
     * The camera's source, seen to give pictures.
     *
     * @param wanted the source that the installer named, if any
     * @throws CommandFailure if nobody may be asked and the camera gives none
     */
    String choose(Optional<String> wanted) {
        List<String> found = found();
        if (!found.isEmpty()) {
            console.out().println("Cameras here: " + String.join("  ", found));
        }
        String proposal = wanted.orElse(found.isEmpty() ? "" : found.getFirst());
        while (true) {
            String source = questions.text("Which camera looks at the door", proposal);
            Optional<String> trouble = look(source);
            if (trouble.isEmpty() && questions.agree("Is this what the door sees", true)) {
                return source;
            }
            if (trouble.isPresent()) {
                console.err().println("lintel: " + trouble.get());
                if (!questions.agree("Try another", false)) {
                    throw new CommandFailure("no camera", "see 'lintel camera list'; then run setup again");
                }
            }
        }
    }

    /** By the names that stay: another camera may have the number after a restart. */
    private List<String> found() {
        return backEnds.cameras().stream()
                .flatMap(provider -> provider.list().stream())
                .map(CameraInfo::source)
                .filter(source -> !source.startsWith("sim:"))
                .toList();
    }

    /** Shows what a camera sees; or why it does not. */
    private Optional<String> look(String source) {
        if (source.isEmpty()) {
            return Optional.of("no camera was named");
        }
        CameraSettings settings = CameraSettings.of(source);
        try (Camera camera = backEnds.camera(settings.scheme()).open(settings)) {
            for (int i = 0; i < PICTURES_TO_SETTLE; i++) {
                Optional<Frame> taken = camera.take(PATIENCE.toNanos());
                if (taken.isEmpty()) {
                    return Optional.of(source + " gives no pictures: check the cable");
                }
                try (Frame frame = taken.get()) {
                    if (i == PICTURES_TO_SETTLE - 1) {
                        console.out().print(new TerminalPicture(COLUMNS).of(frame));
                        console.out().flush();
                    }
                }
            }
            return Optional.empty();
        } catch (HalException | StartException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
