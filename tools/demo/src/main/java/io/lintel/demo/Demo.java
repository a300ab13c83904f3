package io.lintel.demo;

import io.lintel.models.Bundle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.opencv.global.opencv_core;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demonstration: photographs walk up to a door that runs the real daemon. */
@Command(
        name = "tools/try",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows Lintel at work: people from a package's photographs walk up to a door, and the real daemon decides.",
            "Runs until Ctrl-C, unless told otherwise."
        })
public final class Demo implements Callable<Integer> {
    @Option(
            names = "--once",
            description = "One showing; exits with 0 only if every enrolled person opened the door, no stranger did, the screen"
                    + " attack was marked, and every event arrived exactly once.")
    private boolean once;

    @Option(names = "--seconds", paramLabel = "N", description = "Ends after the showing that is running after so many seconds.")
    private long seconds = Long.MAX_VALUE;

    @Option(names = "--keep", description = "Keeps the folder with state, configuration and logs, and says where it is.")
    private boolean keep;

    @Option(names = "--prepare", hidden = true, description = "Makes the film, and no more.")
    private boolean prepare;

    private final PrintStream out;

    private Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the demonstration.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        opencv_core.setNumThreads(1);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Demo(out));
        line.setExecutionExceptionHandler((e, _, _) -> {
            out.flush();
            System.err.println("tools/try: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 1;
        });
        int code = line.execute(args);
        out.flush();
        // Not System.exit: the broker takes four seconds to stop and has nothing to lose.
        Runtime.getRuntime().halt(code);
    }

    @Override
    public Integer call() throws Exception {
        Path root = Path.of(System.getProperty("lintel.root", "."));
        Path bundle = root.resolve("models/target/bundle/lintel-default");
        Film film = Film.make(
                root.resolve("models/target/photos"),
                bundle,
                root.resolve("tools/demo/target/film"),
                () -> out.println("Making the film out of the photographs (once) …"));
        if (prepare) {
            return 0;
        }
        Path folder = Files.createTempDirectory("lintel-demo-");
        double aliveFrom = Bundle.open(bundle).liveness().threshold();
        Printout printout = new Printout(out, film.truth(), aliveFrom);
        printout.header();
        boolean good;
        try (Show show = Show.start(film, bundle, folder, printout, aliveFrom)) {
            Thread stop = new Thread(show::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            good = play(show, printout);
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (Exception e) {
            printout.say("State and logs are kept in " + folder);
            throw e;
        }
        if (keep || !good) {
            printout.say("State and logs are kept in " + folder);
        } else {
            sweep(folder);
        }
        return good ? 0 : 1;
    }

    private boolean play(Show show, Printout printout) throws Exception {
        if (!once) {
            printout.say("The door's events are also on " + show.brokerUrl() + ", topic lintel/v1/demo/#. Ctrl-C ends the show.\n");
        }
        long begun = System.nanoTime();
        boolean good = true;
        for (int showing = 0; ; showing++) {
            printout.columns();
            good &= show.watch(showing).good();
            if (once || TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) >= seconds) {
                return good;
            }
            printout.say("");
        }
    }

    private static void sweep(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that could not be swept is the system's to sweep.
        }
    }
}
