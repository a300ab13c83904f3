package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Workers;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.DatasetReader;
import io.lintel.evaluate.data.Groups;
import io.lintel.evaluate.liveness.LivenessEvaluation;
import io.lintel.evaluate.liveness.LivenessReport;
import io.lintel.evaluate.recognition.RecognitionEvaluation;
import io.lintel.evaluate.recognition.RecognitionReport;
import io.lintel.evaluate.report.Report;
import io.lintel.evaluate.report.ReportFiles;
import io.lintel.evaluate.report.TextReport;
import io.lintel.hal.Accelerator;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.io.IOException;
import java.io.PrintWriter;
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
        description = {
            "Measure the model bundle on labelled photographs: detection, verification and identification errors with their confidence"
                    + " bounds; with --liveness how many generated presentation attacks it detects.",
            "DATASET is a folder with one folder of photographs a person (as Labeled Faces in the Wild has them), or a CSV of file,person."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DATASET", description = "A folder of photographs, one folder a person, or a CSV with the heading file,person.")
    private Path dataset = Path.of("");

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "Compare only these pairs: LFW's pairs.txt (name n1 n2, or name1 n1 name2 n2), or a CSV of file1,file2,yes|no.")
    private @Nullable Path pairs;

    @Option(names = "--groups", paramLabel = "CSV", description = "Report by group too: a CSV with the heading person,group or file,group.")
    private @Nullable Path groups;

    @Option(names = "--liveness", description = "Measure liveness on attacks generated from the photographs, instead of recognition.")
    private boolean liveness;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all results as JSON; - for standard output, instead of the tables.")
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
        checkUsage();
        ProgressBar progress = ProgressBar.on(console);
        try {
            DatasetReader reader = new DatasetReader(dataset);
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
            Supplier<FaceModels> models = () -> FaceModels.load(opened, accelerator, _ -> SessionSettings.cpu());
            return liveness
                    ? new LivenessReport(new LivenessEvaluation(opened, models, workers, seed).of(read, reader.recordedPresentations())).report()
                    : new RecognitionReport(
                                    new RecognitionEvaluation(opened, models, workers, flip, seed, replicates).of(read, chosen), html != null)
                            .report();
        }
    }

    private void checkUsage() {
        if (threads < 1 || threads > 64) {
            throw new ParameterException(spec.commandLine(), "--threads " + threads + ": must be 1..64");
        }
        if (replicates < 50 || replicates > 100_000) {
            throw new ParameterException(spec.commandLine(), "--replicates " + replicates + ": must be 50..100000");
        }
        if (liveness && (pairs != null || groups != null || flip)) {
            throw new ParameterException(spec.commandLine(), "--pairs, --groups and --flip are for recognition: leave them out with --liveness");
        }
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
        if (html != null) {
            console.err().println("lintel: report written to " + ReportFiles.write(report, html));
        }
        if ("-".equals(json)) {
            console.json(report.json());
            return;
        }
        new TextReport(console.out()).print(report);
        if (json != null) {
            write(report, Path.of(json));
        }
    }

    private static void write(Report report, Path file) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            new Console(out, out).json(report.json());
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), "name another file");
        }
    }
}
