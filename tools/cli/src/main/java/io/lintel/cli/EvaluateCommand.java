package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Trouble;
import io.lintel.evaluate.Workers;
import io.lintel.evaluate.background.BackgroundEvaluation;
import io.lintel.evaluate.background.BackgroundReport;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.DatasetReader;
import io.lintel.evaluate.data.Groups;
import io.lintel.evaluate.liveness.LivenessEvaluation;
import io.lintel.evaluate.liveness.LivenessReport;
import io.lintel.evaluate.recognition.RecognitionEvaluation;
import io.lintel.evaluate.recognition.RecognitionReport;
import io.lintel.evaluate.report.PrivateFile;
import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.ReportFiles;
import io.lintel.evaluate.report.TextReport;
import io.lintel.hal.Accelerator;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lintel evaluate}: how well the bundle recognises people, measured on labelled photographs. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        customSynopsis = "@|bold lintel evaluate|@ [@|yellow OPTIONS|@] @|yellow DATASET|@",
        description = {
            "Measure the model bundle on labelled photographs: detection, verification and identification errors with their confidence"
                    + " bounds; with --liveness how many generated presentation attacks it detects, with --background how often it is fooled by what is no face.",
            "DATASET is a folder with one folder of photographs a person (as Labeled Faces in the Wild has them), or a CSV of file,person."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    private final Console console;

    @Parameters(
            paramLabel = "DATASET",
            arity = "0..1",
            description = "A folder of photographs, one folder a person, or a CSV with the heading file,person.")
    private @Nullable Path dataset;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "Compare only these pairs: LFW's pairs.txt (name n1 n2, or name1 n1 name2 n2), or a CSV of file1,file2,yes|no.")
    private @Nullable Path pairs;

    @Option(names = "--groups", paramLabel = "CSV", description = "Report by group too: a CSV with the heading person,group or file,group.")
    private @Nullable Path groups;

    @Option(names = "--liveness", description = "Measure liveness on attacks generated from the photographs, instead of recognition.")
    private boolean liveness;

    @Option(
            names = "--background",
            description = "Measure how often what is no face passes for one: pieces of the photographs that touch no face, and drawn textures and text.")
    private boolean background;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = STDOUT,
            paramLabel = "FILE",
            description = "Print JSON instead of the tables; with FILE the tables are printed and the JSON is written there.")
    private @Nullable String json;

    @Option(
            names = "--html",
            paramLabel = "DIR|FILE",
            description = "Write a report that needs nothing beside it; into a folder also its charts as PNG. It shows faces: personal data.")
    private @Nullable Path html;

    @Option(names = "--bundle", paramLabel = "DIR", description = "The model bundle; default: the configured one, else the one beside this program.")
    private @Nullable Path bundle;

    @Option(names = "--flip", description = "Add the embedding of each face's mirror image, as an experiment: twice the time.")
    private boolean flip;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of whatever is drawn; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--replicates", paramLabel = "N", defaultValue = "400", description = "How often people are redrawn for an interval; default ${DEFAULT-VALUE}.")
    private int replicates;

    @Option(names = "--threads", paramLabel = "N", description = "Photographs read at a time; default: one a processor, at most 8.")
    private int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

    @Mixin
    private final BundleVariant variant = new BundleVariant();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path source = source();
        checkUsage();
        ProgressBar progress = ProgressBar.on(console);
        try {
            checkTargets();
            DatasetReader reader = new DatasetReader(source);
            Dataset read = reader.read(Optional.ofNullable(pairs));
            Optional<Groups> chosen = Optional.ofNullable(groups).map(Groups::read);
            Report report = measure(reader, read, chosen, new Workers(threads, progress));
            progress.done();
            print(report);
            return 0;
        } catch (EvaluationException e) {
            progress.done();
            throw new CommandFailure(String.valueOf(e.getMessage()), e.todo());
        }
    }

    private Report measure(DatasetReader reader, Dataset read, Optional<Groups> chosen, Workers workers) {
        Bundle opened = variant.of(Bundle.open(bundleFolder()));
        try (Accelerator accelerator = BackEnds.installed().accelerator("onnxruntime").open()) {
            Supplier<FaceModels> models = () -> load(opened, accelerator);
            if (background) {
                return new BackgroundReport(
                                new BackgroundEvaluation(
                                                opened, variant -> load(variant, accelerator), workers, BackgroundEvaluation.DRAWINGS, seed)
                                        .of(read))
                        .report();
            }
            return liveness
                    ? new LivenessReport(new LivenessEvaluation(opened, models, workers, seed).of(read, reader.recordedPresentations())).report()
                    : new RecognitionReport(
                                    new RecognitionEvaluation(opened, models, workers, flip, seed, replicates).of(read, chosen), html != null)
                            .report();
        }
    }

    private static FaceModels load(Bundle bundle, Accelerator accelerator) {
        return FaceModels.load(bundle, accelerator, _ -> SessionSettings.cpu());
    }

    /** {@code --json DATASET} has its one word where a FILE could stand: the data set cannot be left out, the file can. */
    private Path source() {
        if (dataset != null) {
            return dataset;
        }
        if (json == null || json.equals(STDOUT)) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DATASET'");
        }
        Path source = Path.of(json);
        json = STDOUT;
        return source;
    }

    private void checkUsage() {
        if (threads < 1 || threads > 64) {
            throw new ParameterException(spec.commandLine(), "--threads " + threads + ": must be 1..64");
        }
        if (replicates < 50 || replicates > 100_000) {
            throw new ParameterException(spec.commandLine(), "--replicates " + replicates + ": must be 50..100000");
        }
        if (liveness && background) {
            throw new ParameterException(spec.commandLine(), "--liveness and --background are two measurements: ask for one at a time");
        }
        if ((liveness || background) && (pairs != null || groups != null || flip)) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs, --groups and --flip are for recognition: leave them out with --liveness and --background");
        }
    }

    /** What takes an hour must not end with nowhere to write it. */
    private void checkTargets() {
        if (html != null) {
            ReportFiles.check(html);
        }
        if (json != null && !json.equals(STDOUT)) {
            PrivateFile.obstacle(Path.of(json)).ifPresent(why -> {
                throw unwritable(Path.of(json), why);
            });
        }
    }

    private static CommandFailure unwritable(Path file, String why) {
        return new CommandFailure("cannot write " + file + ": " + why, "name another file");
    }

    private Path bundleFolder() {
        if (bundle != null) {
            return bundle;
        }
        String home = System.getProperty("lintel.home", "");
        Path beside = Path.of(home, "bundles", "lintel-default");
        return !Files.exists(config.path()) && !home.isEmpty() && Files.isDirectory(beside)
                ? beside
                : ConfigLoader.forClients().load(config.path()).recognition().bundle();
    }

    private void print(Report report) {
        // First what cannot fail.
        if (STDOUT.equals(json)) {
            console.json(report.json());
        } else {
            new TextReport(console.out()).print(report);
        }
        if (json != null && !json.equals(STDOUT)) {
            write(report, Path.of(json));
        }
        if (html != null) {
            console.err().println("lintel: report written to " + ReportFiles.write(report, html));
        }
    }

    private static void write(Report report, Path file) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new Console(out, out).json(report.json());
        try {
            PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(file, Trouble.of(e));
        }
    }
}
